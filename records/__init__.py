"""What companies, deals and sources have in common.

- `models`: publication, a version, an address that stays, merging; `redirects`: where a merged record leads
- `rows`: whose a row is; `visibility`: which rows are public; `derived`: columns that follow from others
- `constraints`: row rules with a sentence that an editor understands
- `lookalikes`: two records that may be one
- `claim_states`, `changes`: what was public when, and what changed since
"""
