"""What the samples of messages have in common: who is asked, about which dossier, where."""

from dataclasses import replace
from datetime import date

from models.enums import MailTopic, Stage
from notifications.contents import Choices, Contact, ShownDossier, ShownGate

CHOICES = Choices(url="https://bangvang.example/preferences", topic=None, leave_out_url="")
REMINDERS = Choices(
    url=CHOICES.url,
    topic=MailTopic.REMINDERS,
    leave_out_url="https://bangvang.example/unsubscribe/reminders.0193.u3Vb1m0b0sT0kq4XyI9hQ2c7n",
)
OUTCOMES = replace(REMINDERS, topic=MailTopic.OUTCOMES)
CONTACT = Contact(name="Dương Thị Mai", address="mai@bangvang.example")
DOSSIER = ShownDossier(
    code="HS-2026-000123",
    nominee="Cao Thị Quỳnh",
    position="Phó Vụ trưởng, Vụ Pháp luật hình sự - hành chính",
    award="Bằng khen của Thủ tướng Chính phủ",
    body="Bộ Tư pháp",
    submission_number="109/TTr-BTP",
    submission_dated_on=date(2026, 11, 16),
    history_head="3fa29c01be77",
)
AT_UNIT = ShownGate(stage=Stage.UNIT, round=1, body="Bộ Tư pháp")
AT_THE_TOP = ShownGate(stage=Stage.FINAL_AUTHORITY, round=2, body="Thủ tướng Chính phủ")
DOSSIER_URL = "https://bangvang.example/dossiers/HS-2026-000123"
