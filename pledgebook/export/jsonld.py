"""``jsonld``: linked data. PROV-O says what follows from what, Web Annotation which words of which document bear it.

    document  <- wasQuotedFrom -  statement  <- wasDerivedFrom -  position
        ^                             ^
        source                        body
        +------- annotation ----------+      with a TextQuoteSelector and a TextPositionSelector

The context stands in the file, so that nothing is fetched to read it. Names are URNs: they name, and promise no page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pledgebook import __version__
from pledgebook.export.contents import Contents
from pledgebook.export.links import is_web
from pledgebook.export.places import whole
from pledgebook.model import Condition, Document, Position, Span, Statement
from pledgebook.model.inert import visible

TERMS = "urn:pledgebook:terms:"
"""Where the words are that neither PROV-O nor Web Annotation has."""

AROUND = 32
"""Characters before and after a quote, by which a selector finds it again in a page that has changed."""

_REFERENCES = {
    "wasDerivedFrom": "prov:wasDerivedFrom",
    "wasQuotedFrom": "prov:wasQuotedFrom",
    "wasAttributedTo": "prov:wasAttributedTo",
    "wasGeneratedBy": "prov:wasGeneratedBy",
    "wasAssociatedWith": "prov:wasAssociatedWith",
    "actedOnBehalfOf": "prov:actedOnBehalfOf",
    "hasBody": "oa:hasBody",
    "hasTarget": "oa:hasTarget",
    "hasSource": "oa:hasSource",
    "hasSelector": "oa:hasSelector",
    "motivatedBy": "oa:motivatedBy",
    "link": "dcterms:source",
}
CONTEXT: dict[str, Any] = {
    "@vocab": TERMS,
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "title": "dcterms:title",
    "outlet": "dcterms:publisher",
    "language": "dcterms:language",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "published": {"@id": "dcterms:issued", "@type": "xsd:dateTime"},
    "day": {"@id": "day", "@type": "xsd:date"},
    "since": {"@id": "since", "@type": "xsd:date"},
    **{term: {"@id": name, "@type": "@id"} for term, name in _REFERENCES.items()},
}

READING = "urn:pledgebook:reading"
PROGRAM = "urn:pledgebook:program"


def write(contents: Contents, path: Path) -> int:
    """Write one JSON-LD document, a node a line; gives the number of nodes. Raises ``InputError``."""
    count = 0
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n')
        for node in _nodes(contents):
            file.write((",\n" if count else "") + json.dumps(_tidied(node), ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def _nodes(contents: Contents) -> Iterator[dict[str, Any]]:
    yield {"id": PROGRAM, "type": "prov:SoftwareAgent", "label": f"pledgebook {__version__}"}
    yield {"id": READING, "type": "prov:Activity", "label": "reading", "wasAssociatedWith": PROGRAM}
    for document in contents.documents():
        yield document_node(document)
    text_of = lru_cache(maxsize=64)(lambda sha256: contents.ledger.document(sha256).text)
    speakers: set[str] = set()
    for statement in contents.statements():
        for speaker in _speakers(statement):
            if speaker["id"] not in speakers:
                speakers.add(speaker["id"])
                yield speaker
        yield statement_node(statement)
        yield annotation_node(statement, text_of(statement.document))
    for position in contents.positions():
        yield position_node(position)


def document_node(document: Document) -> dict[str, Any]:
    """A document: an entity, known by name and SHA-256 of its text."""
    link = document.link
    return {
        "id": _document(document.name, document.sha256),
        "type": ["prov:Entity", "Document"],
        "label": document.name,
        "sha256": document.sha256,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "language": document.lang,
        "link": quote(link, safe=":/?#[]@!$&'()*+,;=%~") if link and is_web(link) else None,
    }


def statement_node(statement: Statement) -> dict[str, Any]:
    """A statement: an entity quoted from its document, attributed to who said it."""
    when, quantity, count = statement.when, statement.quantity, statement.count
    return {
        "id": _statement(statement.id),
        "type": ["prov:Entity", "Statement"],
        "kind": statement.kind,
        "promisor": list(statement.promisors),
        "act": statement.act,
        "direction": statement.direction,
        "firmness": statement.firmness,
        "condition": [_condition(condition) for condition in statement.conditions],
        "caveat": statement.caveat,
        "domain": list(statement.domain),
        "quantity": quantity.n if quantity else None,
        "unit": quantity.unit if quantity else None,
        "beneficiary": statement.beneficiary,
        "requester": statement.requester,
        "place": statement.place,
        "when": when.text if when else None,
        "day": when.date if when else None,
        "count": count.n if count else None,
        "counted": count.what if count else None,
        "directness": statement.directness,
        "hearsay": statement.hearsay,
        "confidence": statement.confidence,
        "rule": list(statement.rules),
        "wasQuotedFrom": _document(statement.doc, statement.document),
        "wasAttributedTo": [speaker["id"] for speaker in _speakers(statement)],
        "wasGeneratedBy": READING,
    }


def annotation_node(statement: Statement, text: str) -> dict[str, Any]:
    """The words that bear a statement: by the words themselves, and by their place in the document's text."""
    span: Span = statement.evidence
    return {
        "id": f"urn:pledgebook:annotation:{statement.id}",
        "type": "oa:Annotation",
        "motivatedBy": "oa:classifying",
        "hasBody": _statement(statement.id),
        "hasTarget": {
            "type": "oa:SpecificResource",
            "hasSource": _document(statement.doc, statement.document),
            "hasSelector": [
                {
                    "type": "oa:TextQuoteSelector",
                    "exact": statement.quote,
                    "prefix": text[max(0, span.start - AROUND) : span.start],
                    "suffix": text[span.end : span.end + AROUND],
                },
                {"type": "oa:TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }


def position_node(position: Position) -> dict[str, Any]:
    """A position: an entity derived from the statements that it rests on."""
    cell = ":".join(_encoded(part) for part in (position.promisor, position.act, position.direction))
    return {
        "id": f"urn:pledgebook:position:{cell}",
        "type": ["prov:Entity", "Position"],
        "promisor": position.promisor,
        "act": position.act,
        "direction": position.direction,
        "firmness": position.firmness,
        "condition": [_condition(condition) for condition in position.conditions],
        "since": position.since,
        "hearsay": position.hearsay,
        "doubtful": position.doubtful,
        "ruled": position.ruled,
        "wasDerivedFrom": [_statement(identity) for identity in position.rests_on],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "type": "Condition",
        "conditionKind": condition.kind,
        "conditionLink": condition.link,
        "on": condition.on,
        "alternative": condition.alternative or None,
        "label": condition.text,
    }


def _speakers(statement: Statement) -> Iterator[dict[str, Any]]:
    """The agents of a statement's voices: the person, who speaks for an actor, or the actor alone."""
    for voice in statement.voices:
        actor = f"urn:pledgebook:actor:{_encoded(voice.actor)}" if voice.actor else None
        if voice.person:
            name = _encoded(voice.person) + (f":{_encoded(voice.actor)}" if voice.actor else "")
            spoken_for = {"id": actor, "type": "prov:Organization", "label": voice.actor} if actor else None
            yield {
                "id": f"urn:pledgebook:person:{name}",
                "type": "prov:Person",
                "label": voice.person,
                "actedOnBehalfOf": spoken_for,
            }
        elif actor:
            yield {"id": actor, "type": "prov:Organization", "label": voice.actor}


def _document(name: str, sha256: str) -> str:
    return f"urn:pledgebook:document:{sha256}:{_encoded(name)}"


def _statement(identity: str) -> str:
    return f"urn:pledgebook:statement:{identity}"


def _encoded(name: str) -> str:
    """A name as part of a URN."""
    return quote(visible(name), safe="")


def _tidied(value: Any) -> Any:
    """``value`` without what is not there, its texts made safe to show, its times in ISO form."""
    if isinstance(value, dict):
        return {key: _tidied(inner) for key, inner in value.items() if inner is not None and inner != []}
    if isinstance(value, list):
        return [_tidied(inner) for inner in value]
    if isinstance(value, str):
        return visible(value)
    return value.isoformat() if isinstance(value, date) else value
