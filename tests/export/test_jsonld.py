"""Linked data: read as RDF, checked against shapes, and its selectors tried on the texts."""

from pathlib import Path
from typing import Any

import pytest

from pledgebook.export import export
from pledgebook.export.contents import Contents
from pledgebook.model.inert import UNSAFE
from tests.export.conftest import PLAIN

rdflib = pytest.importorskip("rdflib")
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PREFIXES = """
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX pb: <urn:pledgebook:terms:> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def place(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("jsonld") / "a.jsonld"
    assert export("jsonld", contents, path) > 10
    return path


@pytest.fixture(scope="module")
def graph(place: Path) -> Any:
    return rdflib.Graph().parse(place, format="json-ld")


def asked(graph: Any, query: str) -> list[tuple[Any, ...]]:
    return [tuple(cell.toPython() for cell in row) for row in graph.query(PREFIXES + query)]


def test_a_position_leads_to_its_words_and_who_said_them(graph: Any) -> None:
    query = """SELECT ?words ?name ?outlet WHERE {
      ?position a pb:Position ; pb:promisor "FRA" ; pb:act "train" ; prov:wasDerivedFrom ?statement .
      ?annotation oa:hasBody ?statement ; oa:hasTarget [ oa:hasSource ?document ; oa:hasSelector [ oa:exact ?words ] ] .
      ?statement prov:wasAttributedTo [ a prov:Person ; rdfs:label ?name ] ; prov:wasQuotedFrom ?document .
      ?document <http://purl.org/dc/terms/publisher> ?outlet }"""
    assert asked(graph, query) == [(PLAIN.partition(". ")[0] + ".", "Ada", "Gazette")]


def test_selectors_find_the_words_in_the_text(graph: Any) -> None:
    query = """SELECT ?start ?end ?exact ?prefix ?suffix WHERE {
      ?target oa:hasSource [ rdfs:label "plain" ] ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] ;
        oa:hasSelector [ oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] }"""
    found = asked(graph, query)
    assert len(found) == 2
    for start, end, exact, prefix, suffix in found:
        assert PLAIN[start:end] == exact
        assert PLAIN[:start].endswith(prefix)
        assert PLAIN[end:].startswith(suffix)


def test_it_conforms_to_its_shapes(graph: Any) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(Path(__file__).parent / "shapes.ttl")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report


def test_shapes_refuse_a_statement_without_its_document(graph: Any) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(Path(__file__).parent / "shapes.ttl")
    quoted = rdflib.URIRef("http://www.w3.org/ns/prov#wasQuotedFrom")
    cut = rdflib.Graph()
    for triple in graph:
        if triple[1] != quoted:
            cut.add(triple)
    assert not pyshacl.validate(cut, shacl_graph=shapes)[0]


def test_it_needs_nothing_from_elsewhere_and_hides_nothing(place: Path, graph: Any) -> None:
    text = place.read_text(encoding="utf-8")
    assert not UNSAFE.search(text)
    assert '"@context": {' in text
    assert "javascript:" not in text
    assert asked(graph, "SELECT ?link WHERE { ?document <http://purl.org/dc/terms/source> ?link }") == [
        ("https://gazette.example/1",)
    ]
