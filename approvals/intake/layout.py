"""The official list as printed: its columns, their widths, and what to write in each."""

from dataclasses import dataclass

from approvals.intake.vocabulary import Column

EXAMPLE_MARK = "Ví dụ:"  # a name that starts so is the template's example, and is not read


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the template; notes are short, since they pop up beside the cell."""

    column: Column
    label: str
    label_en: str
    width: int  # in characters
    note: str
    note_en: str
    example: str


HEADINGS = (
    Heading(Column.KNOWN, "STT", "No.", 5, "Số thứ tự.", "Number in the list.", ""),
    Heading(
        Column.NAME,
        "Họ và tên / Tên tập thể",
        "Name",
        28,
        "Viết đầy đủ, đúng chính tả; tên này in trên quyết định. Bắt buộc.",
        "In full, as it will be printed on the decision. Needed.",
        f"{EXAMPLE_MARK} Nguyễn Thị Hoa",
    ),
    Heading(
        Column.KIND,
        "Loại",
        "Kind",
        12,
        "Chọn Cá nhân, Tập thể hoặc Hộ gia đình. Bắt buộc.",
        "Choose individual, collective or household. Needed.",
        "Cá nhân",
    ),
    Heading(
        Column.POSITION,
        "Chức vụ, đơn vị công tác",
        "Position and workplace",
        30,
        "Với tập thể, ghi cơ quan chủ quản.",
        "For a collective: the body it belongs to.",
        "Chuyên viên chính, Vụ Pháp luật hình sự - hành chính",
    ),
    Heading(
        Column.AWARD,
        "Danh hiệu / hình thức đề nghị",
        "Award",
        28,
        "Chọn trong danh mục, hoặc ghi mã. Bắt buộc.",
        "Choose from the list, or write its code. Needed.",
        "",
    ),
    Heading(
        Column.ACHIEVEMENTS,
        "Tóm tắt thành tích",
        "Achievements",
        60,
        "Vài câu nêu kết quả cụ thể, số liệu, thời gian. Bắt buộc.",
        "A few sentences: results, figures, time. Needed.",
        "Chủ trì soạn thảo 02 nghị định đúng tiến độ; hai năm liền hoàn thành xuất sắc nhiệm vụ.",
    ),
    Heading(
        Column.DIRECT_WORKER,
        "Trực tiếp lao động (x)",
        "Direct worker",
        10,
        "Ghi x nếu là người trực tiếp làm, không giữ chức vụ lãnh đạo.",
        "x for who works directly and holds no leading office.",
        "x",
    ),
    Heading(
        Column.GENDER,
        "Giới tính",
        "Gender",
        8,
        "Nam hoặc Nữ; chỉ ghi với cá nhân.",
        "Nam (man) or Nữ (woman); individuals only.",
        "Nữ",
    ),
    Heading(
        Column.EMAIL,
        "Thư điện tử",
        "E-mail",
        26,
        "Để người được đề nghị không xét hồ sơ của chính mình.",
        "So that nominees never judge their own dossier.",
        "hoa.nt@botuphap.example",
    ),
    Heading(
        Column.BODY,
        "Mã đơn vị",
        "Body code",
        14,
        "Chỉ ghi khi tập thể đã có mã trong hệ thống.",
        "Only when the collective has a code in the system.",
        "",
    ),
    Heading(
        Column.AWARD_KIND,
        "Loại hình khen thưởng",
        "Kind of commendation",
        16,
        "Để trống nếu khen theo công trạng (thường xuyên).",
        "Left empty: for merit.",
        "",
    ),
)

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TITLE = "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"
TITLE_EN = "List of nominations"
NO_BODY = "TÊN CƠ QUAN TRÌNH"
NO_NUMBER = "Số: ……/TTr-……"
NO_DAY = "……, ngày … tháng … năm ……"
GUIDE = (
    (
        "Mỗi dòng là một cá nhân, tập thể hoặc hộ gia đình với một danh hiệu, hình thức.",
        "One row is one nominee for one award.",
    ),
    (
        "Điền số, ngày của tờ trình vào phần đầu trang; nếu để trống, hệ thống sẽ hỏi khi nhập.",
        "Fill in number and day of the submission at the top; left empty, you will be asked.",
    ),
    (
        "Xóa hoặc ghi đè dòng ví dụ; dòng bắt đầu bằng “Ví dụ:” không được đọc.",
        "Delete or overwrite the example; a name starting with “Ví dụ:” is not read.",
    ),
    (
        "Tất cả các dòng đều đúng thì mới được trình; mỗi ô sai được chỉ rõ dòng, cột và lý do.",
        "All rows are submitted or none; each wrong cell is named with row, column and reason.",
    ),
    (
        "Không ghi nội dung thuộc bí mật nhà nước vào tệp này.",
        "Write nothing that is a state secret into this file.",
    ),
)
