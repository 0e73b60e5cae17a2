"""Where one of many gates asks for a sign-in, it is asked for before anything is recorded."""

from api.cookies import SESSION
from api.web import Web
from approvals.commands.sign_in import start_session
from core.clock import now
from core.database import transaction
from models.enums import DossierState, Proof, SessionKind
from tests.api.desk import as_, filed, history_of, passed
from tests.api.scene import Scene

WHERE = "/inbox/decide"


def sign_in_by_passkey(scene: Scene, name: str) -> None:
    """From now on the browser is this person's, who has just shown their passkey."""
    web: Web = scene.client.app.state.web  # type: ignore[attr-defined]
    with transaction(scene.engine) as session:
        token = start_session(
            session,
            scene.country[name].id,
            SessionKind.BROWSER,
            key=web.key,
            now=now(),
            proof=Proof.PASSKEY,
        )
    scene.client.cookies.clear()
    scene.client.cookies.set(web.cookies.name(SESSION), token)


def test_the_strictest_gate_counts_and_nothing_marked_is_lost(strict_scene: Scene) -> None:
    scene = strict_scene
    dossier = filed(scene)
    passed(scene, dossier)
    as_(scene, "minister")
    shown = scene.browser.get(WHERE)
    assert "/sign-in/confirm?next=%2Finbox%2Fdecide&amp;asked=login" in shown.text
    refused = scene.browser.send(shown, WHERE, step="send", choice="reject", reason="Chưa đủ")
    assert refused.status_code == 403
    assert "Chưa đủ" in refused.text
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW

    sign_in_by_passkey(scene, "minister")
    shown = scene.browser.get(WHERE)
    assert "/sign-in/confirm" not in shown.text
    summary = scene.browser.send(shown, WHERE, step="check", choice="reject", reason="Chưa đủ")
    scene.browser.send(summary, WHERE, step="send")
    assert scene.stored(dossier).state is DossierState.DECLINED
    assert "login:passkey" in {entry.facts.get("assurance") for entry in history_of(scene, dossier)}
