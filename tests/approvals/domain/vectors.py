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
