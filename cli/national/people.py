"""Invents people, households and collectives: from a seed, the same each time."""

from itertools import count
from random import Random

from core.vietnamese import search_key

_FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ"),
    *("Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Cao", "Lương", "Tạ", "Hà", "Lường"),
    *("Quách", "Giàng", "Vàng", "Nông", "Hứa", "Tô", "Thạch", "Danh", "Kiều", "Đoàn", "Tăng"),
)
_MIDDLE_OF_WOMEN = (
    "Thị",
    "Thị Thu",
    "Thị Ngọc",
    "Thị Kim",
    "Thị Bích",
    "Thị Hồng",
    "Ngọc",
    "Thanh",
)
_MIDDLE_OF_MEN = ("Văn", "Đức", "Minh", "Quang", "Hữu", "Công", "Xuân", "Đình", "Quốc", "Thế")
_WOMEN = (
    *("Hoa", "Lan", "Hương", "Hạnh", "Thảo", "Trang", "Linh", "Mai", "Nga", "Phượng", "Yến"),
    *("Hiền", "Nhung", "Oanh", "Thủy", "Tuyết", "Vân", "Xuân", "Ánh", "Bình", "Châu", "Diệp"),
)
_MEN = (
    *("An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hùng", "Khoa", "Lâm", "Long"),
    *("Mạnh", "Nam", "Phong", "Quân", "Sơn", "Thắng", "Tuấn", "Việt", "Vinh", "Toàn", "Trung"),
)
_COLLECTIVES = (
    *("Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính", "Văn phòng", "Thanh tra", "Chi cục"),
    *("Trung tâm Thông tin", "Trường Chính trị", "Bệnh viện đa khoa", "Trường Trung học phổ thông"),
    *("Đội Cảnh sát giao thông", "Trạm Y tế", "Đồn Biên phòng", "Hợp tác xã dịch vụ", "Xí nghiệp"),
)
_PLACES = ("Số 1", "Số 2", "Số 3", "khu vực I", "khu vực II", "miền núi", "ven biển", "trung tâm")
POSITIONS = (
    *("Chuyên viên", "Chuyên viên chính", "Phó Trưởng phòng", "Trưởng phòng", "Giáo viên"),
    *("Bác sĩ chuyên khoa I", "Kỹ sư", "Công nhân bậc 7/7", "Cán bộ hưu trí", "Sĩ quan"),
)
ACHIEVEMENTS = (
    "Hoàn thành xuất sắc nhiệm vụ năm năm liền; 02 sáng kiến được công nhận.",
    "Tập thể đoàn kết, trong sạch, vững mạnh; vượt 12 % kế hoạch được giao.",
    "Có quá trình công tác lâu dài, liên tục, không vi phạm kỷ luật.",
    "Tham gia kháng chiến, được địa phương xác nhận đủ thời gian, đủ thành tích.",
    "Giúp 14 hộ thoát nghèo; vận động hiến 3.200 m² đất làm đường.",
    "Ứng dụng khoa học kỹ thuật, tiết kiệm 1,8 tỷ đồng mỗi năm.",
)


class Inventor:
    """Draws from the lists of this page."""

    def __init__(self, drawn: Random) -> None:
        self._drawn = drawn
        self._taken: set[str] = set()

    def person(self, *, woman: bool) -> str:
        pick = self._drawn.choice
        if woman:
            return f"{pick(_FAMILIES)} {pick(_MIDDLE_OF_WOMEN)} {pick(_WOMEN)}"
        return f"{pick(_FAMILIES)} {pick(_MIDDLE_OF_MEN)} {pick(_MEN)}"

    def collective(self) -> str:
        return f"{self._drawn.choice(_COLLECTIVES)} {self._drawn.choice(_PLACES)}"

    def household(self) -> str:
        return f"Hộ ông {self.person(woman=False)}"

    def address(self, name: str, domain: str) -> str:
        """An address that nobody else has: `hoa.ntt@botuphap.example`."""
        *rest, given = search_key(name).split()
        plain = f"{given}.{''.join(word[0] for word in rest)}"
        tries = (f"{plain}{number or ''}@{domain}.example" for number in count())
        free = next(address for address in tries if address not in self._taken)
        self._taken.add(free)
        return free
