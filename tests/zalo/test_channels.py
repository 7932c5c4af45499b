"""Zalo's three channels over real HTTP (FAULTS D17–D26, H13)."""

from __future__ import annotations

import logging
import socket
from datetime import datetime, timedelta

import pytest

from alerts.channel import Delivery
from alerts.channels.zalo_bot import ZaloBotChannel, ZaloBotSettings
from alerts.channels.zalo_zns import plain_phone
from alerts.zalo_answers import Api, Meaning, meaning_of, receipt_of
from alerts.zalo_text import TEXT_LIMIT, short_text
from alerts.zalo_tokens import Pair, Tokens, ZaloApp
from monitor.storage.store import SqlStore
from monitor.storage.zalo import SqlTokens
from rules.model import VN
from tests.alerts.hostile_titles import TITLES
from tests.zalo.conftest import letter, logged_in, now, oa, zns
from tests.zalo.server import APP_ID, BOT_TOKEN, Zalo, ZaloServer

CS, TRANSACTION, TEMPLATE = "/v3.0/oa/message/cs", "/v3.0/oa/message/transaction", "/message/template"


def bot(server: ZaloServer, token: str = BOT_TOKEN) -> ZaloBotChannel:
    return ZaloBotChannel(ZaloBotSettings(token, server.url))


# --- what is sent ----------------------------------------------------------------------------------------------------


def test_a_consultation_goes_out_while_the_window_is_open(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.SENT
    (line,) = zalo.lines("message")
    assert line["kind"] == "cs"
    assert "Đăng tin CCHC" in line["body"]["message"]["text"]


def test_a_template_goes_out_when_the_window_is_closed_or_unknown(
    server: ZaloServer, tokens: Tokens, zalo: Zalo
) -> None:
    assert oa(server, tokens, frozenset()).deliver(letter("binh-minh"), 10).delivery is Delivery.SENT
    (line,) = zalo.lines("message")
    assert line["kind"] == "transaction"
    assert line["body"]["message"]["attachment"]["payload"]["template_type"] == "transaction_education"


def test_a_window_that_closed_unknown_to_us_is_tried_as_a_template_once(
    server: ZaloServer, tokens: Tokens, zalo: Zalo
) -> None:
    wrong = frozenset({"binh-minh"})
    assert oa(server, tokens, wrong).deliver(letter("binh-minh"), 10).delivery is Delivery.SENT
    assert [line["kind"] for line in zalo.lines("message")] == ["transaction"]


def test_zns_fills_the_template_and_normalises_the_number(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    assert zns(server, tokens).deliver(letter("0987 654 321", "zalo_zns"), 10).delivery is Delivery.SENT
    (line,) = zalo.lines("message")
    assert line["to"] == "84987654321"
    assert line["body"]["template_data"]["date"] == "05/04/2022"
    assert "@" not in line["body"]["tracking_id"]


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("0987654321", "84987654321"),
        ("+84 987 654 321", "84987654321"),
        ("84.987.654.321", "84987654321"),
        ("840987654321", "84987654321"),
        ("987654321", "84987654321"),
        ("02993821234", None),
        ("12345", None),
        ("gọi sau", None),
        ("٠٩٨٧٦٥٤٣٢١", None),
    ],
)
def test_telephone_numbers_in_every_spelling(told: str, plain: str | None) -> None:
    assert plain_phone(told) == plain


def test_a_bot_sends_at_most_two_thousand_characters(server: ZaloServer, zalo: Zalo) -> None:
    long = letter("77", "zalo_bot", "Nội dung rất dài.\n" * 500)
    assert bot(server).deliver(long, 10).delivery is Delivery.SENT
    (line,) = zalo.lines("message")
    assert len(line["body"]["text"]) <= TEXT_LIMIT
    assert "thư điện tử" in line["body"]["text"]


@pytest.mark.parametrize("title", TITLES)
def test_hostile_titles_are_plain_text_without_links_and_mentions(title: str) -> None:
    """H13."""
    text = short_text(letter(subject=title, text=f"{title}\n@{title}\nhttps://evil.test/{title}"))
    assert len(text) <= TEXT_LIMIT
    assert "://" not in text
    assert not [word for word in text.split() if word.startswith("@") and len(word) > 1]
    assert all(character == "\n" or character.isprintable() for character in text)


# --- what comes back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 503])
def test_d17_trouble_of_the_server_is_asked_again(server: ZaloServer, tokens: Tokens, zalo: Zalo, status: int) -> None:
    zalo.then(CS, status)
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.RETRY


def test_a_letter_cut_short_says_so_to_those_without_a_mailbox_too() -> None:  # S26
    text = short_text(letter(text="một dòng của thư\n" * 900))
    assert len(text) <= TEXT_LIMIT
    assert text.endswith("hoặc hỏi văn phòng.")
    assert "nếu Quý vị có đăng ký" in text


def test_d17_a_refused_connection_is_asked_again(tokens: Tokens, server: ZaloServer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    channel = ZaloBotChannel(ZaloBotSettings(BOT_TOKEN, f"http://127.0.0.1:{port}"))
    assert channel.deliver(letter("77", "zalo_bot"), 5).delivery is Delivery.RETRY


def test_d17_no_answer_in_time_is_unclear_and_never_more(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.then(CS, "slow")
    assert oa(server, tokens).deliver(letter(), 2).delivery is Delivery.UNCLEAR
    assert zalo.taken == 1


def test_d18_an_error_in_a_body_of_http_200_is_an_error(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.then(CS, {"error": "-201", "message": "params is invalid"})
    receipt = oa(server, tokens).deliver(letter(), 10)
    assert (receipt.delivery, "-201" in receipt.answer) == (Delivery.RETRY, True)


def test_d18_an_unknown_number_is_kept_word_for_word_then_shown_to_the_administrator(
    server: ZaloServer, tokens: Tokens, zalo: Zalo
) -> None:
    zalo.then(CS, {"error": -98765, "message": "a new rule"}, {"error": -98765, "message": "a new rule"})
    channel = oa(server, tokens)
    first, third = channel.deliver(letter(), 10), channel.deliver(letter(attempt=3), 10)
    assert "-98765 a new rule" in first.answer
    assert (first.delivery, third.delivery) == (Delivery.RETRY, Delivery.OPERATOR)


def test_d19_too_many_calls_wait_as_long_as_zalo_wishes(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.then(CS, 429)
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.RETRY


def test_d19_a_used_up_quota_calls_the_administrator(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.quota = 0
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.OPERATOR


def test_d19_a_day_s_quota_of_templates_waits_for_the_morning(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.quota = 0
    receipt = zns(server, tokens).deliver(letter("0987654321", "zalo_zns"), 10)
    assert receipt.delivery is Delivery.RETRY
    assert receipt.retry_after_s is not None
    assert receipt.retry_after_s > 0


def test_d19_outside_every_window_zalo_cannot_reach_the_person(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.then(TRANSACTION, {"error": -230, "message": "no interaction"})
    receipt = oa(server, tokens, frozenset()).deliver(letter(), 10)
    assert receipt.delivery is Delivery.PERMANENT
    assert receipt.answer.startswith("Không gửi được qua Zalo")


def test_d20_a_token_that_dies_in_the_middle_is_refreshed_once(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    channel = oa(server, tokens)
    assert channel.deliver(letter(), 10).delivery is Delivery.SENT
    zalo.access.clear()
    assert [channel.deliver(letter(), 10).delivery for _ in range(3)] == [Delivery.SENT] * 3
    assert len(zalo.lines("token")) == 1


def test_d20_a_fresh_token_that_is_refused_as_well_calls_the_administrator(
    server: ZaloServer, tokens: Tokens, zalo: Zalo
) -> None:
    zalo.life_s = -10
    zalo.access.clear()
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.OPERATOR
    assert len(zalo.lines("token")) == 1


def test_d22_a_lost_answer_after_rotation_is_told_at_once_and_never_stormed(
    server: ZaloServer, tokens: Tokens, zalo: Zalo
) -> None:
    zalo.access.clear()
    zalo.then("/v4/oa/access_token", "drop")
    channel = oa(server, tokens)
    receipts = [channel.deliver(letter(), 10) for _ in range(5)]
    assert {receipt.delivery for receipt in receipts} == {Delivery.OPERATOR}
    assert all("zalo login" in receipt.answer for receipt in receipts)
    assert len(zalo.lines("token")) == 2


def test_d22_an_answer_lost_before_rotation_costs_nothing(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.access.clear()
    zalo.then("/v4/oa/access_token", "lost")
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.SENT


@pytest.mark.parametrize(("days", "warned"), [(0, False), (75, False), (77, True), (88, True)])
def test_d24_a_session_near_its_end_is_warned_of(
    app: ZaloApp, store: SqlStore, zalo: Zalo, days: int, warned: bool
) -> None:
    kept = SqlTokens(store, APP_ID)
    pair = logged_in(zalo)
    kept.keep(Pair(pair.access, pair.refresh, pair.expires, now() - timedelta(days=days)))
    assert bool(Tokens(app, kept, now).warning()) is warned


def test_d25_an_answer_lost_after_the_message_was_taken_is_unclear(
    server: ZaloServer, tokens: Tokens, zalo: Zalo
) -> None:
    zalo.then(CS, "drop")
    assert oa(server, tokens).deliver(letter(), 10).delivery is Delivery.UNCLEAR
    assert zalo.taken == 1


def test_d26_who_blocked_the_account_is_not_asked_again(server: ZaloServer, tokens: Tokens, zalo: Zalo) -> None:
    zalo.blocked |= {"hoa-mai", "77", "84987654321"}
    receipts = [
        oa(server, tokens).deliver(letter(), 10),
        bot(server).deliver(letter("77", "zalo_bot"), 10),
        zns(server, tokens).deliver(letter("0987654321", "zalo_zns"), 10),
    ]
    assert {receipt.delivery for receipt in receipts} == {Delivery.PERMANENT}


def test_d27_no_secret_stands_in_answers_logs_or_the_database(
    server: ZaloServer, tokens: Tokens, zalo: Zalo, store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pair = SqlTokens(store, APP_ID).read()
    assert pair is not None
    zalo.then(CS, {"error": -204, "message": f"token {pair.access} is bad"}, 500, "drop")
    zalo.then(f"/bot{BOT_TOKEN}/sendMessage", {"ok": False, "error_code": 400, "description": f"bad {BOT_TOKEN}"}, 502)
    channel = oa(server, tokens)
    told = [channel.deliver(letter(), 10).answer for _ in range(3)]
    told += [bot(server).deliver(letter("77", "zalo_bot"), 10).answer for _ in range(2)]
    told += [repr(tokens), repr(pair), repr(tokens.app), repr(ZaloBotSettings(BOT_TOKEN)), caplog.text]
    if store.address.file is not None:
        told.append(store.address.file.read_bytes().decode("latin-1"))
    for secret in (pair.access, pair.refresh, BOT_TOKEN, tokens.app.secret):
        assert secret not in " ".join(told)


def test_a_bad_token_of_a_bot_is_our_own_trouble(server: ZaloServer) -> None:
    assert bot(server, "1:wrong").deliver(letter("77", "zalo_bot"), 10).delivery is Delivery.OPERATOR
    assert bot(server, "no token at all").check().delivery is Delivery.OPERATOR
    assert bot(server).check().delivery is Delivery.SENT


def test_the_night_is_waited_for_until_the_morning() -> None:
    at_night = datetime(2022, 4, 4, 23, 30, tzinfo=VN)
    receipt = receipt_of(Api.ZNS, -133, "night", at_night, 1)
    assert (receipt.delivery, receipt.retry_after_s) == (Delivery.RETRY, int(7.5 * 3600))


def test_where_sources_disagree_about_a_number_its_words_decide() -> None:
    assert meaning_of(Api.OA, -201, "Invalid access token") is Meaning.TOKEN
    assert meaning_of(Api.OA, -201, "params is invalid") is Meaning.UNKNOWN
