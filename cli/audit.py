"""`bangvang audit`: seal the record, sign what it is, prove that nothing in it was changed."""

from cyclopts import App

# Name, where it is, and its line in `bangvang audit --help`.
COMMANDS = (
    ("verify", "cli.audit_verify:audit_verify", "Check that nothing was changed or removed."),
    ("export", "cli.audit_export:audit_export", "Write a dossier's history with its proofs."),
    ("seal", "cli.audit_seal:seal", "Seal what waits, then sign and publish a checkpoint."),
    ("keys", "cli.audit_seal:keys", "Print the public keys that checkpoints are signed with."),
    ("checkpoints", "cli.audit_seal:checkpoints", "Print what was published, or is to be signed."),
    ("accept", "cli.audit_seal:accept", "Keep and publish a checkpoint that was signed elsewhere."),
    ("begin-new-log", "cli.audit_seal:begin_new_log", "Go on under a new name, with a ground."),
    ("new-key", "cli.audit_sign:new_key", "Make a key that lives elsewhere."),
    ("sign", "cli.audit_sign:sign", "Sign a checkpoint where the key lives."),
)

app = App(name="audit", help="Seal the record, and prove that nothing in it was changed.")
for _order, (_name, _place, _summary) in enumerate(COMMANDS):
    app.command(_place, name=_name, help=_summary, sort_key=_order)
