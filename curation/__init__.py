"""The editors' work.

- `publication`: the only way into public view and out of it; `review`, `suggestions`: what contributors send
- `candidates`: records that may be one; `merges`, `previews`: making them one, and parting them again
- `history`: what each save changed, and the way back; `conflicts`: two versions side by side
- `readings`, `offers`, `names`, `passages`: what was typed or pasted, said back
- `fixtures`: records from files; `roles`, `staff`: who may do what; `todo`: what waits
- `admin`: the desk's pages
"""
