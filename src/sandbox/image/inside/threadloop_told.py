"""Findings, sent out at once because time is limited: one sentence for people, facts, variables."""

MAX_NAMES = 40
LONGEST_MEND = 400


class Told:
    def __init__(self, tell) -> None:
        self._tell = tell

    def cause(self, sentence: str) -> None:
        self._tell("cause", sentence)

    def fact(self, sentence: str) -> None:
        if sentence:
            self._tell("fact", sentence)

    def pairs(self, sentences: list[tuple[str, str]]) -> str:
        """The first sentence says the cause; with each comes what mends it, the first of which is given back."""
        for at, (sentence, cure) in enumerate(sentences):
            (self.fact if at else self.cause)(sentence)
            self.fact(cure)
        return sentences[0][1] if sentences else ""

    def mend(self, line: int, at: int, old: str, text: str) -> None:
        """What to write in place of `old`, which stands at character `at` of a line: only what can mean nothing else."""
        if old != text and "\n" not in old + text and len(old) <= LONGEST_MEND and len(text) <= LONGEST_MEND:
            self._tell("mend", {"line": line, "at": at, "old": old, "text": text})

    def local(self, words: str) -> None:
        self._tell("local", words)


def listed(names: list[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else "")
