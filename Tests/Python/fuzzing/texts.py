"""Plans and tables: lines, tokens and numbers that hurt."""

PLAN = """experiment: fuzz
store: store.h5
metrics: [logme, knn, {name: lfc}]
metric_options:
  knn: {k: [1, 3]}
models: [m, n]
datasets: [d, t]
motion: [none, ped]
ped:
  step_size: [0.05, 0.1]
  radius_scale: {linspace: [0.3, 0.6, 3]}
  force_constant: {uniform: [0.5, 2], count: 2}
exclude: ["step_size > 0.1 and force_constant != 1"]
ground_truth: truth.csv
missing: skip
seed: 3
"""

TABLE = "model,dataset,accuracy\nm,d,71.5\nn,d,64.25\nm,t,0.5\nn,t,88\n"
SCORES = "model,dataset,score,accuracy\n" + "".join(
    f"m{i},{d},{i * 0.37 - 1},{50 + 3 * i}\n" for d in "ab" for i in range(6))

TOKENS = [
    "1e400", "-1e400", "nan", ".inf", "-0", "1e-400", "0x7fffffffffffffff", "9223372036854775808",
    "1_000", "'", '"', '"""', "\t", "\r\n", "\r", "\ufeff", "\0", "\x1b[2J", "\x1b]0;x\x07", "=1+1",
    "@SUM(A1)", "<script>", "\\input{x}", "../../../etc/passwd", "~", "null", "true", "[]", "{}",
    "[[[[[[[[", "{{{{{{", "&a [*a]", "*a", "<<: *a", "!!binary x", "!!python/object:os.system x",
    "---", "...", "%YAML 9.9", "? ", "- ", ": ", "#", "|", ">", "\u202e", "\U0001f600", "e\u0301",
    "\ud7ff", "{linspace: [0, 1, 1000000000]}", "{sobol: 100000000}", "{uniform: [1, 0], count: -1}",
    "a" * 5000, "[" + "0.1, " * 2000 + "0.2]", "(" * 400, "not " * 300 + "x > 1", "x" * 40 + ": 1",
]


def mutated(random, base):
    text = base
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        kind = random.randrange(8)
        lines = text.split("\n")
        at = random.randrange(len(lines))
        if kind == 0:
            lines.insert(at, lines[random.randrange(len(lines))])
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            lines[at] = " " * random.choice([1, 2, 3, 40]) + lines[at]
        elif kind in (3, 4):
            words = lines[at].replace(",", " , ").replace("[", "[ ").split(" ")
            words[random.randrange(len(words))] = random.choice(TOKENS)
            lines[at] = " ".join(words) if random.random() < 0.5 else "".join(words)
        elif kind == 5:
            place = random.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + random.choice(TOKENS) + lines[at][place:]
        elif kind == 6 and lines[at]:
            place = random.randrange(len(lines[at]))
            lines[at] = lines[at][:place] + lines[at][place + random.choice([1, 2, 9]) :]
        else:
            lines[at] = lines[at] + random.choice(TOKENS)
        text = "\n".join(lines)
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if random.random() < 0.15 and data:
        data[random.randrange(len(data))] = random.randrange(256)
    if random.random() < 0.05:
        data = data.replace(b"\n", random.choice([b"\r\n", b"\r", b"\n\n\n"]))
    if random.random() < 0.03:
        data = bytearray(text.encode(random.choice(["utf-16", "utf-32", "utf-8-sig"]), "replace"))
    return bytes(data)
