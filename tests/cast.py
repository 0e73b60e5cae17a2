"""Bodies and people of the small country that tests play in: real bodies, invented people."""

from models.enums import BodyKind, Office

MINISTRY = "bo-tu-phap"
BOARD = "ban-tdkt-trung-uong"
PRIME_MINISTER = "thu-tuong"
BLOC = "khoi-noi-chinh"

BODIES = (
    (MINISTRY, BodyKind.MINISTRY, "Bộ Tư pháp"),
    ("bo-tai-chinh", BodyKind.MINISTRY, "Bộ Tài chính"),
    ("thanh-tra-chinh-phu", BodyKind.MINISTRY, "Thanh tra Chính phủ"),
    (BLOC, BodyKind.BLOC, "Khối thi đua các cơ quan Nội chính Trung ương"),
    (BOARD, BodyKind.BOARD, "Ban Thi đua - Khen thưởng Trung ương"),
    (PRIME_MINISTER, BodyKind.AUTHORITY, "Thủ tướng Chính phủ"),
)
SEATS = (
    ("alice", "Nguyễn Thị An", MINISTRY, Office.SECRETARY),
    ("chair", "Trần Văn Bình", MINISTRY, Office.COUNCIL_CHAIR),
    ("minister", "Phạm Quang Cường", MINISTRY, Office.HEAD),
    ("dan", "Đỗ Văn Đan", "bo-tai-chinh", Office.SECRETARY),
    ("bloc_chair", "Hoàng Thị Giang", BLOC, Office.COUNCIL_CHAIR),
    ("bloc_member", "Vũ Đình Hải", BLOC, Office.COUNCIL_MEMBER),
    ("bloc_head", "Bùi Văn Ích", BLOC, Office.HEAD),
    ("appraiser", "Đặng Thị Khánh", BOARD, Office.APPRAISER),
    ("board_head", "Ngô Văn Lâm", BOARD, Office.HEAD),
    ("secretariat", "Dương Thị Mai", BOARD, Office.SECRETARIAT),
    ("auditor", "Lý Văn Nam", BOARD, Office.AUDITOR),
    ("administrator", "Hồ Thị Oanh", BOARD, Office.ADMINISTRATOR),
    ("prime_minister", "Đinh Văn Phúc", PRIME_MINISTER, Office.HEAD),
)
