from imio.guichet.core.outbox import store
from imio.guichet.core.outbox.policy import Backoff
from threading import Thread
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

import pytest
import time
import transaction
import ZODB


@pytest.fixture
def db():
    db = ZODB.DB(DemoStorage())
    with db.transaction() as connection:
        connection.root.outbox = store.Outbox()
    yield db
    db.close()


@pytest.fixture
def people(db):
    """Two people who work at the same moment: (manager, outbox) of each."""
    managers = [transaction.TransactionManager(), transaction.TransactionManager()]
    connections = [db.open(manager) for manager in managers]
    yield [
        (manager, connection.root.outbox)
        for manager, connection in zip(managers, connections, strict=True)
    ]
    for manager, connection in zip(managers, connections, strict=True):
        manager.abort()
        connection.close()


def outbox_of(*names, order=""):
    box = store.Outbox()
    for name in names:
        box.add("mail", {"name": name}, order=order)
    return box


def names(records):
    return [record.payload["name"] for record in records]


def test_claimed_work_is_not_due_until_its_lease_ends():
    box = outbox_of("a")
    (record,) = box.claim("mail", "me", lease=60, size=10)
    assert not box.has_due("mail")
    assert box.claim("mail", "other", 60, 10) == []
    assert box.is_mine(record, "me")
    assert names(box.waiting()) == ["a"]
    box.finish(record)
    assert box.waiting() == []
    assert not box.is_mine(record, "me")


def test_work_of_a_dead_process_is_due_again():
    box = outbox_of("a")
    (record,) = box.claim("mail", "dead", lease=-1, size=10)
    (again,) = box.claim("mail", "me", lease=60, size=10)
    assert again is record
    assert record.interruptions == 1
    assert not box.is_mine(record, "dead")
    assert box.is_mine(record, "me")


def test_one_by_one_in_order():
    box = outbox_of("a", "b", "c", order="EVT")
    box.add("mail", {"name": "z"}, order="NID")
    taken = box.claim("mail", "me", 60, 10)
    assert sorted(names(taken)) == ["a", "z"]
    first = next(record for record in taken if record.order == "EVT")
    box.postpone(first, -1, "later")
    assert names(box.claim("mail", "me", 60, 10)) == ["a"]
    box.finish(first)
    (second,) = box.claim("mail", "me", 60, 10)
    assert names([second]) == ["b"]
    box.bury(second, "no such mailbox")
    assert names(box.claim("mail", "me", 60, 10)) == ["c"]
    assert names(box.dead()) == ["b"]


def test_a_key_is_work_once():
    box = store.Outbox()
    digest = box.add("mail", {"name": "a"}, key="ada@example.be")
    assert box.add("mail", {"name": "b"}, key="ada@example.be") == digest
    assert "ada" not in digest
    assert names(box.waiting()) == ["a"]
    (record,) = box.claim("mail", "me", 60, 10)
    box.finish(record)
    box.add("mail", {"name": "b"}, key="ada@example.be")
    assert box.waiting() == []
    assert box.forget_old_keys() == 0
    assert box.forget_old_keys(older_than=-1) == 1
    box.add("mail", {"name": "b"}, key="ada@example.be")
    assert names(box.waiting()) == ["b"]


def test_dead_letters_are_revived_or_dropped():
    box = outbox_of("a", "b")
    for record in box.claim("mail", "me", 60, 10):
        box.bury(record, "no")
    assert box.waiting() == []
    last, first = box.dead()
    assert last.place >= first.place
    assert box.dead(size=1) == [last]
    assert box.revive(first.place) is first
    assert box.waiting() == [first]
    assert box.drop(last.place) is last
    assert box.dead() == []
    assert box.drop(last.place) is None
    assert box.revive(12345) is None


def test_later_work_is_not_due():
    box = store.Outbox()
    box.add("mail", {"name": "a"}, delay=60)
    assert not box.has_due("mail")
    assert not box.has_due("unknown")
    assert box.claim("unknown", "me", 60, 1) == []


@pytest.mark.parametrize("already", [0, 1, 30, 200])
def test_people_who_queue_at_the_same_moment_do_not_conflict(people, already):
    (one, first), (two, second) = people
    for number in range(already):
        first.add("mail", {"name": number}, key=f"old{number}", order=f"old{number}")
    first.add("mail", {"name": "x"}, key="x", order="x")
    one.commit()
    two.begin()
    first.add("mail", {"name": "a"}, key="a", order="EVT")
    second.add("mail", {"name": "b"}, key="b", order="NID")
    one.commit()
    two.commit()
    one.begin()
    assert len(first.waiting(1000)) == already + 3


def test_queueing_while_the_last_work_is_done_does_not_conflict(people):
    (one, first), (two, second) = people
    first.add("mail", {"name": "a"}, order="EVT")
    one.commit()
    (record,) = first.claim("mail", "me", 60, 1)
    one.commit()
    two.begin()
    second.add("mail", {"name": "b"}, order="NID")
    first.finish(record)
    one.commit()
    two.commit()
    one.begin()
    assert names(first.waiting()) == ["b"]


def test_of_two_runners_one_gets_the_work(people):
    (one, first), (two, second) = people
    first.add("mail", {"name": "a"})
    one.commit()
    two.begin()
    assert first.claim("mail", "one", 60, 1)
    assert second.claim("mail", "two", 60, 1)
    one.commit()
    with pytest.raises(ConflictError):
        two.commit()
    two.abort()
    two.begin()
    assert second.claim("mail", "two", 60, 1) == []


def test_waits_double_up_to_an_end():
    policy = Backoff(first=10, longest=60, jitter=0, give_up_after=100)
    assert [policy.delay(n) for n in range(1, 6)] == [10, 20, 40, 60, 60]
    assert policy.delay(10_000) == 60
    assert not policy.is_over(99)
    assert policy.is_over(100)


def test_waits_differ():
    policy = Backoff(first=100, jitter=0.2)
    waits = {policy.delay(1) for _ in range(20)}
    assert len(waits) > 1
    assert all(80 <= wait <= 120 for wait in waits)


def test_nothing_is_lost_or_doubled_when_many_work_at_once(db):
    """Four who queue, two who carry out, all at the same time."""
    done, conflicts = [], []

    def commit(change):
        """Do and commit a change as Zope does: again after a conflict."""
        manager = transaction.TransactionManager()
        connection = db.open(manager)
        try:
            for _ in range(50):
                manager.begin()
                try:
                    result = change(connection.root.outbox)
                    manager.commit()
                    return result
                except ConflictError:
                    manager.abort()
                    conflicts.append(change.__name__)
            raise AssertionError("conflicts without end")
        finally:
            manager.abort()
            connection.close()

    def queue(number):
        for count in range(40):
            name = f"{number}-{count}"

            def queue_one(box, name=name, count=count):
                order = f"dossier {number} {count % 5}"
                box.add("mail", {"name": name}, key=name, order=order)

            commit(queue_one)

    def carry_out(token):
        idle = 0
        while idle < 20:

            def claim(box):
                taken = box.claim("mail", token, 60, 5)
                return [(r.place, r.payload["name"]) for r in taken]

            taken = commit(claim)
            for place, name in taken:
                done.append(name)

                def finish(box, place=place):
                    box.finish(box._queues["mail"][place])

                commit(finish)
            idle = 0 if taken else idle + 1
            time.sleep(0.005)

    threads = [Thread(target=queue, args=(number,)) for number in range(4)]
    threads += [Thread(target=carry_out, args=(f"runner {n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done) == sorted(f"{n}-{c}" for n in range(4) for c in range(40))
    with db.transaction() as connection:
        assert connection.root.outbox.waiting() == []
    # Each line was done in its order.
    for number in range(4):
        for line in range(5):
            counts = [
                int(c)
                for n, c in (name.split("-") for name in done)
                if int(n) == number and int(c) % 5 == line
            ]
            assert counts == sorted(counts)
    # Those who queue are seldom disturbed.
    assert conflicts.count("queue_one") < 80
