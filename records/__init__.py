"""What companies, deals and sources have in common.

- `models`: publication, a version, an address that stays, merging
- `constraints`: row rules with a sentence that an editor understands
- `lookalikes`: two records that may be one
- `claim_states`, `changes`: what was public when, and what changed since; `redirects`: where a merged record leads
"""
