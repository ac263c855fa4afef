"""Makes damaged and hostile inputs that still look like what they were, runs pedlab on them, and
judges how it ends: a right answer or a sentence with exit code 1 to 3, no signal, no hang, no
gigabytes. Every input follows from a seed (`Scripts/fuzz`).
"""
