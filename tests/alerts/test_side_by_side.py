"""How many letters may be on their way at once: grows with answers, shrinks with silence (D1, D12, D13)."""

from __future__ import annotations

from alerts.channel import Delivery, Receipt
from alerts.channels.email import EmailChannel, EmailSettings
from alerts.side_by_side import Pace, most_of

YES, LATER = Receipt(Delivery.SENT, "250 ok"), Receipt(Delivery.RETRY, "450 slowly")
NO, NOBODY = Receipt(Delivery.PERMANENT, "550 no such user"), Receipt(Delivery.RETRY, "refused", away=True)


def under_way(pace: Pace, count: int) -> Pace:
    for _ in range(count):
        pace.began()
    return pace


def answered(pace: Pace, *receipts: Receipt) -> Pace:
    for receipt in receipts:
        pace.began()
        pace.ended(receipt)
    return pace


def test_the_first_letter_leaves_alone() -> None:
    assert Pace(4).room == 1
    assert under_way(Pace(4), 1).room == 0


def test_answers_let_more_leave_up_to_the_most() -> None:
    rooms = [answered(Pace(3), *[YES] * count).room for count in range(9)]
    assert rooms == [1, 1, 2, 2, 3, 3, 3, 3, 3]


def test_a_refused_recipient_is_an_answer_too() -> None:
    assert answered(Pace(4), NO, NO).room == 2


def test_a_server_that_asks_for_time_gets_one_letter_after_the_other() -> None:  # D12
    assert answered(Pace(4), *[YES] * 8, LATER).room == 1


def test_where_nobody_answers_the_only_letter_nobody_else_asks() -> None:  # D1
    pace = answered(Pace(4), NOBODY)
    assert (pace.away, pace.room) == (True, 0)


def test_one_of_several_unanswered_waits_for_the_word_of_the_others() -> None:
    pace = under_way(answered(Pace(4), *[YES] * 8), 3)
    pace.ended(NOBODY)
    assert (pace.away, pace.room) == (False, 0)
    pace.ended(YES)
    assert (pace.away, pace.room, pace.most) == (False, 0, 2)
    pace.ended(YES)
    assert pace.room == 2  # as many as it took, and no more in this run
    assert answered(pace, *[YES] * 10).room == 2


def test_when_the_others_are_not_answered_either_it_is_away() -> None:
    pace = under_way(answered(Pace(4), *[YES] * 8), 2)
    pace.ended(NOBODY)
    pace.ended(NOBODY)
    assert pace.away


def test_when_the_others_only_broke_off_one_more_asks() -> None:
    pace = under_way(answered(Pace(4), *[YES] * 8), 2)
    pace.ended(NOBODY)
    pace.ended(Receipt(Delivery.UNCLEAR, "broke off after the dot"))
    assert (pace.away, pace.room) == (False, 1)
    assert answered(pace, NOBODY).away


def test_e_mail_says_how_many_connections_it_may_have() -> None:
    mail = EmailChannel(EmailSettings("127.0.0.1", 25, "dondoc@so.test", connections=3))
    assert (most_of(mail), most_of(mail.another())) == (3, 3)
    assert mail.another() is not mail
