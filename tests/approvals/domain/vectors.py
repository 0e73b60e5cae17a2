"""Limits and votes counted by hand, for the rules and for the calendar with the program."""

from datetime import date

# start, the 10th working day with the start counted, without, the 20th without
LIMITS = [
    (date(2024, 2, 6), date(2024, 2, 26), date(2024, 2, 27), date(2024, 3, 12)),  # over Tết
    (date(2024, 4, 24), date(2024, 5, 9), date(2024, 5, 10), date(2024, 5, 24)),  # Saturday worked
    (date(2024, 11, 26), date(2024, 12, 9), date(2024, 12, 10), date(2024, 12, 24)),
    # 20/8–4/9/2025 is a public posting that was announced as 10 working days.
    (date(2025, 8, 20), date(2025, 9, 4), date(2025, 9, 5), date(2025, 9, 19)),
]

# Votes in favour that pass, of all members. Two thirds: QĐ 500/QĐ-TTg ngày 12/6/2024, Điều 10;
# 80 %: thủ tục 5084 của Ngân hàng Nhà nước (NĐ 98/2023); 90 %: NĐ 91/2017/NĐ-CP, Điều 45(8);
# a majority: QĐ 500/QĐ-TTg, Điều 10. Of 13: 2/3 is 8.67, so 9; 80 % is 10.4, so 11; and so on.
VOTES_NEEDED = [
    # members, two thirds, 80 %, 90 %, majority
    (5, 4, 4, 5, 3),
    (6, 4, 5, 6, 4),
    (7, 5, 6, 7, 4),
    (8, 6, 7, 8, 5),
    (9, 6, 8, 9, 5),
    (10, 7, 8, 9, 6),
    (11, 8, 9, 10, 6),
    (12, 8, 10, 11, 7),
    (13, 9, 11, 12, 7),
    (14, 10, 12, 13, 8),
    (15, 10, 12, 14, 8),
    (16, 11, 13, 15, 9),
    (17, 12, 14, 16, 9),
    (18, 12, 15, 17, 10),
    (19, 13, 16, 18, 10),
    (20, 14, 16, 18, 11),
]

# Members, of them who may not judge, the share, then votes needed where they count among all
# members, whether the others can reach that, and votes needed where they are left out.
WITH_EXCLUDED = [
    (5, 1, 51, 3, True, 3),  # of 4: 2.04, so 3
    (7, 1, 80, 6, True, 5),  # of 6: 4.8
    (7, 1, 90, 7, False, 6),  # NĐ 91/2017/NĐ-CP, Điều 45(8): of all, and one of them never votes
    (9, 4, 51, 5, False, 3),  # 5 could, but two thirds of 9 must vote: 6
    (10, 1, 90, 9, True, 9),  # of 9: 8.1
    (10, 2, 90, 9, False, 8),  # of 8: 7.2
    (13, 2, 80, 11, True, 9),  # of 11: 8.8
    (13, 3, 80, 11, False, 8),  # of 10: 8 exactly
    (15, 1, 90, 14, True, 13),  # of 14: 12.6
    (15, 2, 90, 14, False, 12),  # of 13: 11.7
    (17, 3, 80, 14, True, 12),  # of 14: 11.2
    (20, 2, 90, 18, True, 17),  # of 18: 16.2
    (20, 3, 90, 18, False, 16),  # of 17: 15.3
]

# Start, working days, the last day with the start counted, without. Days off: Bộ luật Lao động
# 2019, Điều 112, and the announcements for each year.
OVER_DAYS_OFF = [
    (date(2023, 1, 19), 5, date(2023, 2, 1), date(2023, 2, 2)),  # Tết 20–26/01/2023
    (date(2023, 4, 28), 1, date(2023, 4, 28), date(2023, 5, 4)),  # Giỗ Tổ, 30/4 on a weekend
    (date(2023, 8, 31), 2, date(2023, 9, 5), date(2023, 9, 6)),  # Quốc khánh 01–04/9/2023
    (date(2024, 2, 7), 1, date(2024, 2, 7), date(2024, 2, 15)),  # Tết 08–14/02/2024
    (date(2024, 4, 17), 2, date(2024, 4, 19), date(2024, 4, 22)),  # Giỗ Tổ, Thursday 18/4/2024
    (date(2024, 5, 3), 1, date(2024, 5, 3), date(2024, 5, 4)),  # Saturday 4/5, for Monday 29/4
    (date(2024, 5, 4), 1, date(2024, 5, 4), date(2024, 5, 6)),  # begins on the worked Saturday
    (date(2024, 10, 7), 10, date(2024, 10, 18), date(2024, 10, 21)),  # "trước 20/10/2024" (MOHA)
    (date(2025, 1, 24), 3, date(2025, 2, 4), date(2025, 2, 5)),  # Tết 25/01–02/02/2025
    (date(2025, 3, 3), 25, date(2025, 4, 4), date(2025, 4, 8)),  # Giỗ Tổ, Monday 7/4/2025
    (date(2025, 4, 25), 3, date(2025, 4, 28), date(2025, 4, 29)),  # Saturday 26/4, for Friday 2/5
    (date(2025, 4, 25), 4, date(2025, 4, 29), date(2025, 5, 5)),  # 30/4–04/5/2025
    (date(2025, 6, 30), 20, date(2025, 7, 25), date(2025, 7, 28)),  # over the change of decrees
    (date(2025, 10, 18), 10, date(2025, 10, 31), date(2025, 10, 31)),  # begins on a Saturday off
    (date(2025, 11, 10), 30, date(2025, 12, 19), date(2025, 12, 22)),
    (date(2025, 12, 31), 6, date(2026, 1, 9), date(2026, 1, 10)),  # 12729/VPCP-KGVX: Saturday
    (date(2026, 2, 13), 10, date(2026, 3, 5), date(2026, 3, 6)),  # Tết 14–22/02/2026
    (date(2026, 4, 24), 3, date(2026, 4, 29), date(2026, 5, 4)),  # Giỗ Tổ on Sunday 26/4, 30/4, 1/5
    (date(2026, 8, 21), 1, date(2026, 8, 21), date(2026, 8, 22)),  # Saturday 22/8, for Monday 31/8
    (date(2026, 8, 28), 2, date(2026, 9, 3), date(2026, 9, 4)),  # 29/8–02/9/2026
]
