"""Findings, sent out at once because time is limited: one sentence for people, facts, variables."""

MAX_NAMES = 40


class Told:
    def __init__(self, tell) -> None:
        self._tell = tell

    def cause(self, sentence: str) -> None:
        self._tell("cause", sentence)

    def fact(self, sentence: str) -> None:
        if sentence:
            self._tell("fact", sentence)

    def pairs(self, sentences: list[tuple[str, str]]) -> None:
        """The first sentence says the cause; with each comes what mends it."""
        for at, (sentence, cure) in enumerate(sentences):
            (self.fact if at else self.cause)(sentence)
            self.fact(cure)

    def local(self, words: str) -> None:
        self._tell("local", words)


def listed(names: list[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else "")
