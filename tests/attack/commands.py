# SPDX-License-Identifier: GPL-3.0-or-later
"""What thoth-msg is asked to do with the files of a case."""
from dataclasses import dataclass

from cases import TOPIC


@dataclass(frozen=True)
class Command:
    """Words in braces are files of the case; {servers} is a broker."""
    words: tuple
    form: str = "text"  # of standard output: text for people, or data, in which other characters than C0 may be raw
    needs_broker: bool = False

    def __str__(self):
        return " ".join(word for word in self.words if "{" not in word and word != TOPIC)

    def line(self, program, files):
        return [program] + [word.format(**files) for word in self.words]


def text(*words, **more):
    return Command(words, "text", **more)


def data(*words, **more):
    return Command(words, "data", **more)


CATALOG = ("--catalog", "{old}")
COMMANDS = [
    text("messages", "list", *CATALOG),
    text("messages", "show", TOPIC, *CATALOG),
    data("messages", "example", TOPIC, *CATALOG),
    data("messages", "example", TOPIC, "--count", "5", "--seed", "1", *CATALOG),
    data("messages", "example", TOPIC, "--count", "5", "--invalid", *CATALOG),
    data("messages", "schema", TOPIC, "-f", "json-schema", *CATALOG),
    data("messages", "schema", "-f", "asyncapi", *CATALOG),
    text("messages", "schema", TOPIC, "-f", "markdown", *CATALOG),
    text("messages", "diff", "{old}", "{new}"),
    data("messages", "diff", "-f", "github", "{new}", "{old}"),
    data("messages", "diff", "-f", "json", "{old}", "{old}"),
    text("validate", "--strict", "--topic", TOPIC, *CATALOG, "{document}"),
    text("validate", "--strict", "--max-violations", "0", *CATALOG, "{entries}"),
    data("validate", "-f", "github", "--topic", TOPIC, *CATALOG, "{document}"),
    data("validate", "-f", "json", "--topic", TOPIC, *CATALOG, "{document}"),
    data("validate", "-f", "sarif", "--topic", TOPIC, *CATALOG, "{document}"),
    data("validate", "-f", "junit", "--topic", TOPIC, *CATALOG, "{document}"),
    text("validate", "--strict", "--topic", "thoth.solver.solved-package", "{document}"),
    text("validate", "--fix", "--dry-run", *CATALOG, "{entries}"),
    data("send", "--dry-run", *CATALOG, "--message-file", "{entries}"),
    data("send", "--dry-run", *CATALOG, "-n", TOPIC, "-m", "@{document}"),
    text("send", "--no-validate", "-n", TOPIC, "-b", "{servers}", "-m", "@{document}", needs_broker=True),
    data("consume", "-t", TOPIC, "-o", "-1", "-e", "-b", "{servers}", *CATALOG, needs_broker=True),
    text("consume", "-t", TOPIC, "-o", "-1", "-e", "-f", "pretty", "-b", "{servers}", *CATALOG, needs_broker=True),
    text("consume", "-t", TOPIC, "-o", "-1", "--expect", "1", "--within", "500ms", "--where", "/p0=1", "-b", "{servers}", *CATALOG,
         needs_broker=True),
    text("audit", "-t", TOPIC, "-b", "{servers}", *CATALOG, needs_broker=True),
    data("audit", "-t", TOPIC, "-f", "json", "-b", "{servers}", *CATALOG, needs_broker=True),
    text("stats", "-t", TOPIC, "-b", "{servers}", *CATALOG, needs_broker=True),
    data("stats", "-t", TOPIC, "-f", "json", "-b", "{servers}", *CATALOG, needs_broker=True),
]


def commands_for(case):
    """Those that read the hostile file. What a document is sent and read back with needs a broker."""
    if case.source == "document":
        return [command for command in COMMANDS if command.words[0] != "messages"]
    return [command for command in COMMANDS if not command.needs_broker]
