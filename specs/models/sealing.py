"""Sealing what is finished, and finding what was changed, taken away or put in afterwards."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from specs.models.event import SAME_THOUGHT, Event
from specs.models.seal import FIRST, ORGANISATION, Seal, digest_of, payload_of
from specs.models.spec import Spec

FINISHED = SAME_THOUGHT + timedelta(minutes=1)
"""An entry can be lengthened so long; and no transaction is under way for longer, so that what
comes later comes later in the chain too."""

BATCH = 1000
log = logging.getLogger(__name__)


class Fault(NamedTuple):
    """An entry that is not what was sealed."""

    chain: str
    sentence: str


def seal_events(now: datetime | None = None) -> int:
    """Seal whatever is finished; how many entries that were."""
    until = (now or timezone.now()) - FINISHED
    open_chains = Event.objects.filter(sealed=False, at__lt=until).order_by()
    chains = open_chains.values_list("spec", "spec__guid").distinct()
    return sum(_seal_chain(spec, guid or ORGANISATION, until) for spec, guid in chains)


def _seal_chain(spec: int | None, chain: str, until: datetime) -> int:
    """Seal one chain as far as it is finished; when two workers try, one of them does."""
    sealed = 0
    try:
        while count := _seal_some(spec, chain, until):
            sealed += count
    except IntegrityError:
        log.info("Another worker seals %s just now.", chain or "the organisation's trail")
    return sealed


@transaction.atomic
def _seal_some(spec: int | None, chain: str, until: datetime) -> int:
    head = Seal.objects.filter(chain=chain).order_by("-number").first()
    waiting = Event.objects.filter(spec=spec, sealed=False).order_by("pk")
    if head is not None:
        waiting = waiting.filter(pk__gt=head.event_id)
    events = list(takewhile(lambda event: event.at < until, waiting[:BATCH]))
    now, seals = timezone.now(), []
    for event in events:
        salt = secrets.token_hex(16)
        seal = Seal(
            event_id=event.pk, chain=chain, number=head.number + 1 if head else 1, salt=salt,
            payload=payload_of(event, salt), previous=head.digest if head else FIRST, at=now,
        )  # fmt: skip
        seal.digest = digest_of(seal, event)
        seals.append(seal)
        head = seal
    Seal.objects.bulk_create(seals, batch_size=200)
    Event.objects.filter(pk__in=[event.pk for event in events]).update(sealed=True)
    return len(events)


def faults_in(chain: str) -> Iterator[Fault]:
    """Walk one chain from its first entry, and say of each whether it is what was sealed."""
    number, previous, last = 0, FIRST, 0
    spec = Spec.objects.filter(guid=chain).values_list("pk", flat=True).first()
    for seals in _in_batches(chain):
        events = Event.objects.select_related("actor").in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            if seal.number != number + 1:
                yield Fault(chain, _gone(number + 1, seal.number - 1))
            elif seal.previous != previous:
                yield Fault(chain, f"{seal} does not follow the entry before it.")
            event = events.get(seal.event_id)
            if event is None:
                yield Fault(chain, f"{seal} is missing: event {seal.event_id} was deleted.")
            elif event.spec_id != spec or not seal.holds(event):
                yield Fault(chain, f"{seal} was changed: event {event.pk}, {event}.")
            number, previous, last = seal.number, seal.digest, seal.event_id
    for event in _put_in(chain, last):
        yield Fault(chain, f"Event {event.pk} was put in among sealed entries: {event}.")


def chains() -> list[str]:
    """Every chain there is, the organisation's first."""
    return [ORGANISATION, *Spec.objects.order_by("pk").values_list("guid", flat=True)]


def head_of(chain: str) -> Seal | None:
    """The last sealed entry."""
    return Seal.objects.filter(chain=chain).order_by("-number").first()


def newest_seal() -> Seal | None:
    """The last one of all chains."""
    return Seal.objects.order_by("-pk").first()


def checked(events: list[Event]) -> dict[int, bool]:
    """For a page of the trail: which events are sealed, and whether they are as they were then."""
    seals = {seal.event_id: seal for seal in Seal.objects.filter(event__in=[e.pk for e in events])}
    return {event.pk: seals[event.pk].holds(event) for event in events if event.pk in seals}


def _in_batches(chain: str) -> Iterator[list[Seal]]:
    after = 0
    found = Seal.objects.filter(chain=chain).order_by("number")
    while seals := list(found.filter(number__gt=after)[:BATCH]):
        yield seals
        after = seals[-1].number


def _put_in(chain: str, last: int) -> list[Event]:
    """Events without a seal that stand before the last sealed one, or say that they have one."""
    mine = Event.objects.filter(spec__guid=chain) if chain else Event.objects.filter(spec=None)
    bare = mine.filter(seal=None)
    return list((bare.filter(pk__lt=last) | bare.filter(sealed=True)).order_by("pk")[:BATCH])


def _gone(first: int, last: int) -> str:
    if last < first:
        return f"Entry {last + 1} stands twice."
    return f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."  # fmt: skip
