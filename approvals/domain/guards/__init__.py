"""What the rules say of nominees, compared with what is known of them: findings, no decisions.

One guard a file, pure: plain values in, findings out. How severe each is, the rule set says.
"""
