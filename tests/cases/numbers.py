"""The number cases as a table: what is typed, where, and what is kept, asked or refused."""

from __future__ import annotations

from decimal import Decimal

from collection.numbers import Wanted

COUNT = Wanted(decimals=0, unit="家")
AMOUNT = Wanted(decimals=2, unit="亿元")
FINE = Wanted(decimals=6, unit="亿元")
SIGNED = Wanted(decimals=2, unit="亿元", signed=True)
SHARE = Wanted(decimals=2, unit="%", percentage=True, last=Decimal("12.1"))

# Case, what is typed, where, and what is kept, asked or refused.
TYPED: list[tuple[str, str, Wanted, str, str | None]] = [
    ("N01", "１２３", COUNT, "A", "123"),
    ("N02", "１２３．５", AMOUNT, "A", "123.5"),
    ("N04", "1,234.5", AMOUNT, "A", "1234.5"),
    ("N06", "12,34", COUNT, "R", None),
    ("N09", "3万", COUNT, "Q", "30000"),
    ("N11", "12%", SHARE, "A", "12"),
    ("N11", "12%", COUNT, "R", None),
    ("N13", "0.12", SHARE, "Q", "0.12"),
    ("N14", "NaN", COUNT, "R", None),
    ("N14", "nan", COUNT, "R", None),
    ("N14", "sNaN", COUNT, "R", None),
    ("N16", "1e309", AMOUNT, "R", None),
    ("N17", "1e5", AMOUNT, "R", None),
    ("N17", "1E+2", AMOUNT, "R", None),
    ("N17", "１e３", AMOUNT, "R", None),
    ("N18", "1_000", COUNT, "R", None),
    ("N19", "٣٤", COUNT, "R", None),
    ("N19", "३४", COUNT, "R", None),
    ("N20", "−5", SIGNED, "A", "-5"),
    ("N20", "－5", SIGNED, "A", "-5"),
    ("N21", "-5", COUNT, "R", None),
    ("N22", "-0", COUNT, "A", "0"),
    ("N22", "-0.00", AMOUNT, "A", "0"),
    ("N23", "", COUNT, "B", None),
    ("N23", " \t", COUNT, "B", None),
    ("N24", "0", COUNT, "A", "0"),
    ("N25", "-", COUNT, "R", None),
    ("N25", "—", COUNT, "R", None),
    ("N25", "一", COUNT, "R", None),
    ("N26", "…", COUNT, "R", None),
    ("N26", "...", COUNT, "R", None),
    ("N26", "……", COUNT, "R", None),
    ("N28", "12元", AMOUNT, "R", None),
    ("N28", "12个", COUNT, "R", None),
    ("N28", "约12", COUNT, "R", None),
    ("N28", "12左右", COUNT, "R", None),
    ("N28", ">12", COUNT, "R", None),
    ("N30", "99999999999999999999.123456", FINE, "R", None),
    ("N31", "0.1234567", FINE, "R", None),
    ("N31", "0.123", AMOUNT, "R", None),
    ("N33", "\u200b12", COUNT, "R", None),
    ("N33", "12\u202e", COUNT, "R", None),
    ("N33", "\ufeff12", COUNT, "R", None),
    ("N36", "0x1F", COUNT, "R", None),
    ("N36", "1/3", AMOUNT, "R", None),
    ("N36", "=1+1", COUNT, "R", None),
    ("N36", "2^3", COUNT, "R", None),
    ("N37", "true", COUNT, "R", None),
    ("N38", "5.", COUNT, "A", "5"),
    ("N38", ".5", AMOUNT, "A", "0.5"),
    ("N38", "00012", COUNT, "A", "12"),
    ("N39", "\u300012\u3000", COUNT, "A", "12"),
    ("N39", "\u00a012\t", COUNT, "A", "12"),
    ("N43", "200", Wanted(decimals=0, unit="家", last=Decimal(19)), "Q", "200"),
    ("N43", "20001", Wanted(decimals=0, unit="家", target=Decimal(20)), "Q", "20001"),
    ("N44", "1e-400", AMOUNT, "R", None),
]
