"""Ledgers: pages of SQLite, and statements that a stranger's file may hold."""

import sqlite3

from . import bytes as change

PAGE = 4096


def mutated(random, base, path):
    """Writes a mutant of the ledger `base` (bytes) to `path`."""
    if random.random() < 0.5:
        data = bytearray(base)
        for _ in range(random.choice([1, 1, 2, 4])):
            kind = random.randrange(6)
            if kind == 0:
                change.integer(random, data, random.randrange(100))
            elif kind < 3:
                page = random.randrange(len(data) // PAGE) * PAGE
                change.integer(random, data, page + random.randrange(random.choice([12, 40, PAGE])))
            elif kind == 3:
                a, b = (random.randrange(len(data) // PAGE) * PAGE for _ in range(2))
                data[a : a + PAGE], data[b : b + PAGE] = data[b : b + PAGE], data[a : a + PAGE]
            elif kind == 4:
                change.block(random, data)
            elif random.random() < 0.4:
                change.cut(random, data)
            if len(data) < PAGE:
                data = bytearray(base)
        path.write_bytes(bytes(data))
        return
    path.write_bytes(base)
    with sqlite3.connect(path) as db:
        try:
            for statement in random.sample(statements(db, random), random.choice([1, 1, 2])):
                db.execute(statement)
        except sqlite3.Error:
            pass
    db.close()


VALUES = [
    "NULL", "-1", "1e400", "9223372036854775807", "'x'", "x'00ff'", "''", "zeroblob(1000000)",
    "char(27) || '[2J'", "'{\"a\":'", "'[]'", "'=1+1'", "randomblob(64)",
]


def statements(db, random):
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = ["PRAGMA user_version = %d" % random.choice([-5, 0, 1, 99, 2**31 - 1])]
    for table in tables:
        if table.startswith("sqlite_"):
            continue
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        column = random.choice(columns)
        value = random.choice(VALUES)
        found += [
            f'UPDATE OR IGNORE "{table}" SET "{column}" = {value}',
            f'UPDATE OR IGNORE "{table}" SET "{column}" = {value} WHERE rowid % 3 = 1',
            f'DELETE FROM "{table}" WHERE rowid % 2 = 0',
            f'ALTER TABLE "{table}" RENAME TO "gone"',
            f'ALTER TABLE "{table}" ADD COLUMN extra DEFAULT (1)',
            f'CREATE TRIGGER t_{table} AFTER INSERT ON "{table}" BEGIN DELETE FROM "{table}"; END',
            f'CREATE VIEW v_{table} AS SELECT load_extension(1), * FROM "{table}"',
        ]
    return found
