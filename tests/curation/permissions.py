"""The table of permissions: every address of the desk × method × state of the record × role.

A cell is one letter: o opened, s saved, h held as a suggestion, r read and answered with the form again, - forbidden,
L asked to sign in, n not found, m method not allowed.
"""

ROLES = ("nobody", "staff without a group", "contributor", "editor", "senior editor", "superuser")
RECORDS = ("deal", "investment", "acquisition", "partnership", "company", "source")
DEAL_ROWS = ("party", "milestone", "deallink", "dealclaim")
COMPANY_ROWS = ("companyname", "identifier", "ownership", "companyclaim")
LOOK_ALIKES = ("companylookalike", "deallookalike")
ACCOUNTS = ("group", "user", "accessattempt", "accesslog", "accessfailurelog")
STATES = ("draft", "in_review", "published", "withdrawn")
PAGES = ("changelist", "add", "change", "delete", "history")

ALL = "any state"
RECORD = {
    ("changelist", "GET"): {ALL: "L-oooo"},
    ("changelist", "POST"): {ALL: "L-oooo"},  # without an action; each action has its own test
    ("add", "GET"): {ALL: "L-oooo"},
    ("add", "POST"): {ALL: "L-rrrr"},
    ("change", "GET"): {ALL: "L-oooo"},
    ("change", "POST"): {"draft": "L-ssss", "in_review": "L-ssss", "published": "L-hsss", "withdrawn": "L-hsss"},
    ("delete", "GET"): {"draft": "L---oo", "in_review": "L---oo", "published": "L-----", "withdrawn": "L-----"},
    ("delete", "POST"): {"draft": "L---ss", "in_review": "L---ss", "published": "L-----", "withdrawn": "L-----"},
    ("history", "GET"): {ALL: "L-oooo"},
    ("history", "POST"): {"draft": "L-ssss", "in_review": "L-ssss", "published": "L--sss", "withdrawn": "L--sss"},
}
# A proxy's history is that of the deal: its address leads there.
PROXY = RECORD | {("history", "GET"): {ALL: "Looooo"}, ("history", "POST"): {ALL: "Looooo"}}
ROW = RECORD | {
    ("change", "POST"): {"draft": "L-ssss", "in_review": "L-ssss", "published": "L--sss", "withdrawn": "L--sss"},
    ("delete", "GET"): {"draft": "L-oooo", "in_review": "L-oooo", "published": "L--ooo", "withdrawn": "L--ooo"},
    ("delete", "POST"): {"draft": "L-ssss", "in_review": "L-ssss", "published": "L--sss", "withdrawn": "L--sss"},
}
JUDGED = RECORD | {
    ("add", "GET"): {ALL: "L--ooo"},
    ("add", "POST"): {ALL: "L--rrr"},
    ("change", "POST"): {ALL: "L--sss"},
    ("delete", "GET"): {ALL: "L-----"},
    ("delete", "POST"): {ALL: "L-----"},
    ("history", "POST"): {ALL: "L--sss"},
}
SEGMENT = JUDGED | {("delete", "GET"): {ALL: "L---oo"}, ("delete", "POST"): {ALL: "L---ss"}}
MERGE = {
    ("changelist", "GET"): {ALL: "L--ooo"},
    ("changelist", "POST"): {ALL: "L--ooo"},
    ("add", "GET"): {ALL: "L---oo"},
    ("add", "POST"): {ALL: "L---rr"},
    ("change", "GET"): {ALL: "L--ooo"},
    ("change", "POST"): {ALL: "L-----"},
    ("delete", "GET"): {ALL: "L-----"},
    ("delete", "POST"): {ALL: "L-----"},
    ("history", "GET"): {ALL: "L--ooo"},
    ("history", "POST"): {ALL: "L--ooo"},
    ("undo", "GET"): {ALL: "L-----"},
    ("undo", "POST"): {ALL: "L---ss"},
}
SUBMISSION = {cell: states for cell, states in MERGE.items() if cell[0] != "undo"} | {
    ("changelist", "GET"): {ALL: "L-oooo"},
    ("changelist", "POST"): {ALL: "L-oooo"},
    ("add", "GET"): {ALL: "L-----"},
    ("add", "POST"): {ALL: "L-----"},
    ("change", "GET"): {ALL: "L-oooo"},
    ("history", "GET"): {ALL: "L-oooo"},
    ("history", "POST"): {ALL: "L-oooo"},
    ("take_back", "GET"): {ALL: "L-----"},
    ("take_back", "POST"): {ALL: "L-----"},  # of somebody else's; one's own has its own test
}
ONLY_SUPERUSERS = {(page, method): {ALL: "L----o"} for page in PAGES for method in ("GET", "POST")}
SIGN_INS = ONLY_SUPERUSERS | {("add", method): {ALL: "L-----"} for method in ("GET", "POST")}
RATES = {
    (page, method): {
        ALL: "L----o" if page in ("changelist", "history") or (page, method) == ("change", "GET") else "L-----"
    }
    for page in PAGES
    for method in ("GET", "POST")
}
TABLE = {
    **dict.fromkeys(("deal", "company", "source"), RECORD),
    **dict.fromkeys(("investment", "acquisition", "partnership"), PROXY),
    **dict.fromkeys(DEAL_ROWS + COMPANY_ROWS, ROW),
    **dict.fromkeys(LOOK_ALIKES, JUDGED),
    "segment": SEGMENT,
    "merge": MERGE,
    "submission": SUBMISSION,
    "exchangerate": RATES,
    **dict.fromkeys(ACCOUNTS, ONLY_SUPERUSERS),
    **dict.fromkeys(ACCOUNTS[2:], SIGN_INS),
}
# Addresses that belong to no model: method -> the letters.
OTHER = {
    "index": {"GET": "Looooo", "POST": "Looooo"},
    "app_list": {"GET": "Lnoooo", "POST": "Lnoooo"},
    "login": {"GET": "oooooo", "POST": "rrrrrr"},
    "logout": {"GET": "smmmmm", "POST": "oooooo"},
    "password_change": {"GET": "Looooo", "POST": "Lrrrrr"},
    "password_change_done": {"GET": "Looooo", "POST": "Lmmmmm"},
    "autocomplete": {"GET": "L-oooo", "POST": "Lmmmmm"},
    "understood": {"GET": "L-oooo", "POST": "L-oooo"},
    "jsi18n": {"GET": "Looooo", "POST": "Lmmmmm"},
    "view_on_site": {"GET": "Looooo", "POST": "Looooo"},
    "redirect": {"GET": "Looooo", "POST": "Looooo"},  # of any model: to its change form, whoever it then opens to
    "auth_user_password_change": {"GET": "L----o", "POST": "L----r"},
    None: {"GET": "Lnnnnn", "POST": "Lnnnnn"},  # no such page
}
