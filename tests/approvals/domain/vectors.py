"""Limits counted by hand, for the rules and for the calendar that comes with the program."""

from datetime import date

# start, the 10th working day with the start counted, without, the 20th without
LIMITS = [
    (date(2024, 2, 6), date(2024, 2, 26), date(2024, 2, 27), date(2024, 3, 12)),  # over Tết
    (date(2024, 4, 24), date(2024, 5, 9), date(2024, 5, 10), date(2024, 5, 24)),  # Saturday worked
    (date(2024, 11, 26), date(2024, 12, 9), date(2024, 12, 10), date(2024, 12, 24)),
    # 20/8–4/9/2025 is a public posting that was announced as 10 working days.
    (date(2025, 8, 20), date(2025, 9, 4), date(2025, 9, 5), date(2025, 9, 19)),
]
