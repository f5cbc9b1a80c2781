"""Random specifications: every cell of the catalogue holds a text that tries to be something else."""

from specs import references, template
from specs.fields import Language, Ref
from specs.reader import blank
from specs.sections.header import Header
from tests.blocks import fast
from tests.blocks.hostile import ATOMS, WHOLE, st, texts

LANGUAGES = ["", "bash", "json", "promql"]


class Drawing:
    """Strategies for the values of a section, on Hypothesis or on plain Random."""

    def __init__(self, kit, text):
        self.kit, self.text = kit, text

    def cell(self, cell):
        """A hostile text; a reference is a row by its number as often."""
        if isinstance(cell, Ref):
            return self.kit.one_of(self.kit.sampled_from(["@1", "@2", "@3"]), self.text)
        if isinstance(cell, Language):
            return self.kit.one_of(self.kit.sampled_from(LANGUAGES), self.text)
        return self.kit.one_of(self.kit.just(""), self.text)

    def values(self, model, size=3):
        """The cells of a table and the rows that hang on it."""
        drawn = {name: self.cell(cell) for name, cell in model.columns().items()}
        for group in model.groups():
            drawn[group.id] = self.kit.lists(self.values(group.model, 2), max_size=size)
        return self.kit.fixed_dictionaries(drawn)

    def document(self, sections, size=3):
        """A document in which these sections are filled."""
        some = self.kit.fixed_dictionaries({s.slug: self.values(s, size) for s in sections})
        return self.kit.tuples(self.head(), some).map(lambda pair: made(*pair))

    def head(self):
        """The facts at the top of the file."""
        return self.kit.fixed_dictionaries(dict.fromkeys(blank()["header"], self.text))


def made(head, filled):
    """A whole document; rows get keys, and "@2" becomes the key of the second row it may mean."""
    document = blank()
    document["header"] = head
    for slug, values in filled.items():
        document["sections"][slug] = {**document["sections"][slug], **values}
    for slug, values in document["sections"].items():
        give_keys(values, slug)
    for slug, group, name, to in references.cells():
        rows = references.targets(document, to)
        for row in document["sections"][slug][group]:
            if row[name] in ("@1", "@2", "@3"):
                number = int(row[name][1:])
                row[name] = f"@{rows[number - 1]['key']}" if number <= len(rows) else ""
    return document


def give_keys(values, path):
    """A key of its own for every row."""
    for name, rows in values.items():
        for at, row in enumerate(rows if isinstance(rows, list) else []):
            row["key"] = f"{path}-{name}-{at}"
            give_keys(row, row["key"])


def sections():
    """Every section but the header, whose cells stand in the document's own header."""
    return [section for section in template.sections() if section is not Header]


hostile = Drawing(st, texts())
_atom = fast.sampled_from([*ATOMS, "a", "b c", "word", "", " ", "\n"])
quick = Drawing(
    fast,
    fast.one_of(
        fast.lists(_atom, max_size=8).map("".join),
        fast.lists(fast.lists(_atom, max_size=4).map("".join), max_size=5).map("\n".join),
        fast.sampled_from(WHOLE),
        fast.sampled_from(["", "", "Error rate", "99.9%", "> 5% for 1 min", "kubectl get pods"]),
    ),
)
