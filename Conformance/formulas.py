"""Transferability metrics by their formulas, in plain NumPy: X is N x D, y is 0..C-1, P is N x K.

Nothing here is fast, and nothing is shared with the programs that are checked with it. Each function says
where its formula is from; what public codes do differently is in README.md.
"""

import numpy as np
from scipy.optimize import linprog, minimize
from scipy.special import digamma, gammaln, logsumexp, softmax


def classes(X, y):
    return [X[y == c] for c in range(y.max() + 1)]


def means(X, y):
    return np.array([rows.mean(0) for rows in classes(X, y)])


def within(X, y):
    """Rows about the mean of their class."""
    return X - means(X, y)[y]


def rounding(size):
    """Eigenvalues below this share of the largest are what rounding leaves of zero."""
    return size * np.finfo(float).eps


def ped(X, y, reference, step=0.1, iterations=6, force=1.0, radius=0.6, exit_ratio=0.5):
    """PED as lixiaotong97/PED (e5af6e7) has it: the moved features."""
    mean, sd = reference.mean(0), np.maximum(reference.std(0), 1e-3)
    Z, first = (X - mean) / sd, None
    for _ in range(iterations):
        mu = means(Z, y)
        radii = np.array([np.sqrt(rows.var(0).sum()) for rows in classes(Z, y)])
        shifts = np.zeros_like(mu)
        for a in range(len(mu)):
            for b in range(len(mu)):
                distance = np.linalg.norm(mu[a] - mu[b])
                overlap = max(radius * (radii[a] + radii[b]) - distance, 0)
                if a != b and overlap > 0:
                    length = min(0.5 * step**2 * force * overlap, overlap)
                    shifts[a] += (mu[a] - mu[b]) / distance * length
        change = np.abs(shifts).sum()
        first = change if first is None else first
        if not (first > 0 and change / first > exit_ratio):
            break
        Z = Z + shifts[y]
    return Z * sd + mean


# LogME (You et al., ICML 2021; JMLR 2022): alpha and beta by fixed point, one class after the other.

def logme(X, y, variant="fixed_point"):
    n, d = X.shape
    u, s, _ = np.linalg.svd(X, full_matrices=False)
    # For N > D null directions count with sigma = 0, as they do in the official code nearly always.
    sigma, total, start = s**2, 0.0, (1.0, 1.0)
    for c in range(y.max() + 1):
        target = (y == c).astype(float)
        x2 = (u.T @ target) ** 2
        rest = target @ target - x2.sum()
        alpha, beta = start
        for _ in range(11):
            t = alpha / beta
            gamma = (sigma / (sigma + t)).sum()
            m2 = (sigma * x2 / (sigma + t) ** 2).sum()
            r2 = (x2 / (1 + sigma / t) ** 2).sum() + rest
            alpha, beta = gamma / (m2 + 1e-5), (n - gamma) / (r2 + 1e-5)
            if abs(alpha / beta - t) / t <= 1e-3:
                break
        if variant == "transformer_ranker":
            start = alpha, beta
        charge = gamma if variant == "effective_dimension" else d
        total += (charge * np.log(alpha) + n * np.log(beta) - np.log(alpha + beta * sigma).sum()
                  - beta * r2 - alpha * m2) / 2 / n
    return total / (y.max() + 1) - np.log(2 * np.pi) / 2


def logme_icml(X, y, guard=1e-5):
    """The iteration of the ICML paper, all D eigenvalues; tllib has it without the guard."""
    (n, d), total = X.shape, 0.0
    sigma, vectors = np.linalg.eigh(X.T @ X)
    sigma = sigma.clip(0)
    for c in range(y.max() + 1):
        target = (y == c).astype(float)
        products, alpha, beta, t = vectors.T @ (X.T @ target), 1.0, 1.0, 1.0
        for _ in range(11):
            gamma = (sigma / (sigma + t)).sum()
            m = vectors @ (products * beta / (alpha + beta * sigma))
            m2, r2 = m @ m, ((target - X @ m) ** 2).sum()
            alpha, beta = gamma / (m2 + guard), (n - gamma) / (r2 + guard)
            previous, t = t, alpha / beta
            if abs(t - previous) / previous < 0.01:
                break
        total += (d * np.log(alpha) + n * np.log(beta) - np.log(alpha + beta * sigma).sum()
                  - beta * (r2 + guard) - alpha * (m2 + guard)) / 2 / n
    return total / (y.max() + 1) - np.log(2 * np.pi) / 2


def logme_effective(X, y):
    return logme(X, y, "effective_dimension")


# SFDA (Shao et al., ECCV 2022) with te-guide's leave-one-out means (guide/scores/refined.py, 002852b).

def sfda_loo(X, y):
    return sfda(X, y, leave_out=True)


def sfda(X, y, leave_out=False):
    n, counts = len(y), np.bincount(y)
    scatter = within(X, y).T @ within(X, y) / n
    a = scatter.sum(1)
    for _ in range(3):
        b = scatter @ a
        b /= np.linalg.norm(b)
        a = scatter @ b
        a /= np.linalg.norm(a)
    shrinkage = max(np.exp(-5 * (a @ scatter @ b)), 1e-10)

    def probabilities(X):
        S = within(X, y).T @ within(X, y) / n
        R = (1 - shrinkage) * S + shrinkage * np.trace(S) / len(S) * np.eye(len(S))
        inverse, mu, logits = np.linalg.inv(R), means(X, y), np.empty((n, len(counts)))
        for i in range(n):
            for c in range(len(counts)):
                centre = mu[c]
                if leave_out and c == y[i] and counts[c] > 1:
                    centre = (counts[c] * mu[c] - X[i]) / (counts[c] - 1)
                difference = X[i] - centre
                logits[i, c] = np.log(counts[c] / n) - difference @ inverse @ difference / 2
        return softmax(logits, axis=1)

    p = softmax(probabilities(X), axis=1)[np.arange(n), y][:, None]
    mu = means(X, y)
    others = (mu.sum(0) - mu) / (len(mu) - 1)
    return probabilities(p * X + (1 - p) * others[y])[np.arange(n), y].mean()


# H-score (Bao et al., ICIP 2019) and its variants.

def hscore(X, y):
    return np.trace(inverse_covariance(X) @ np.cov(means(X, y)[y].T, bias=True))


def hscore_google(X, y):
    """google-research stable_transfer/transferability/hscore.py (1d4d2f1): multiplied element by element."""
    inverse = np.linalg.pinv(np.atleast_2d(np.cov(X.T)), rcond=1e-5, hermitian=True)
    return (np.diag(inverse) * means(X, y)[y].var(0, ddof=1)).sum()


def inverse_covariance(X):
    covariance = np.atleast_2d(np.cov(X.T, bias=True))
    return np.linalg.pinv(covariance, rcond=rounding(len(covariance)), hermitian=True)


def hscore_debiased(X, y, within_classes="per_class"):
    """te-guide guide/scores/refined.py (002852b)."""
    C, large = y.max() + 1, [rows for rows in classes(X, y) if len(rows) > 1]
    if within_classes == "pooled":
        S, k = within(X, y).T @ within(X, y) / (len(y) - C), len(y) / C
    else:
        S = sum(np.atleast_2d(np.cov(rows.T)) for rows in large) / C
        k = max(sum(map(len, large)) / C, 1)
    return hscore(X, y) - (1 - 1 / C) / k * np.trace(inverse_covariance(X) @ S)


# Geometry of classes.

def fisher_ratio(X, y):
    between = (np.bincount(y)[:, None] * (means(X, y) - X.mean(0)) ** 2).sum()
    return between / (within(X, y) ** 2).sum()


def cka(X, y):
    """Linear CKA of features and one-hot labels (Kornblith et al., ICML 2019); KITE's numerator."""
    X, Y = X - X.mean(0), np.eye(y.max() + 1)[y]
    Y = Y - Y.mean(0)
    return np.linalg.norm(X.T @ Y) ** 2 / np.linalg.norm(X.T @ X) / np.linalg.norm(Y.T @ Y)


def variance_collapse(X, y):
    """Minus NC1 of Papyan, Han, Donoho (PNAS 2020), classes weighted by size."""
    between = np.atleast_2d(np.cov(means(X, y)[y].T, bias=True))
    inverse = np.linalg.pinv(between, rcond=rounding(max(len(y), len(between))), hermitian=True)
    return -np.trace(within(X, y).T @ within(X, y) / len(y) @ inverse) / (y.max() + 1)


def interclass_distance(X, y):
    """INT (Singh et al., ICML 2025) as descriptions have it: 1 / (2 CDNV) of Galanti et al. (ICLR 2022), mean over pairs."""
    mu, v = means(X, y), np.array([rows.var(0).sum() for rows in classes(X, y)])
    pairs = [(a, b) for a in range(len(mu)) for b in range(len(mu)) if a != b]
    return np.mean([((mu[a] - mu[b]) ** 2).sum() / (v[a] + v[b]) for a, b in pairs])


def concept_variance(X, y, alpha=2.0):
    """Vilalta and Drissi 2002 (concept variation), negative."""
    span = np.ptp(X, axis=0)
    X, total = np.where(span > 0, (X - X.min(0)) / np.where(span > 0, span, 1), 0), 0.0
    for i in range(len(X)):
        d = np.delete(np.linalg.norm(X - X[i], axis=1), i)
        w = 2.0 ** (-alpha * d / (np.sqrt(X.shape[1]) - d))
        total += (w * (np.delete(y, i) != y[i])).sum() / w.sum()
    return -total / len(X)


def class_fairness(X, y, temperature=1.0):
    """FaCe's second term as pedlab defines it: the entropy of the classes' shares of the overlap."""
    shares = softmax(bhattacharyya(X, y).sum(1) / temperature)
    return -(shares * np.log(shares)).sum() / np.log(len(shares))


def kite(X, y, random_features):
    """Guo, arXiv 2405.01603, with linear kernels."""
    X, Z = X - X.mean(0), random_features - random_features.mean(0)
    aligned = np.linalg.norm(X.T @ Z) ** 2 / np.linalg.norm(X.T @ X) / np.linalg.norm(Z.T @ Z)
    return cka(X, y) / aligned


def ccfv(X, y, images, official=False):
    """Yang et al., MICCAI 2023; CCFV ba07768. The first class is background."""
    count, total = images.max() + 1, 0.0
    pairs = [(a, b) for a in range(count) for b in range(a)]
    number = y.max()
    for c in range(1, number + 1):
        clouds = [X[(y == c) & (images == image)] for image in range(count)]
        distances = sum(gaussian_distance(clouds[a], clouds[b]) for a, b in pairs
                        if min(len(clouds[a]), len(clouds[b])) > 1)
        if official:
            total += distances
            total += total / (count * count / 2) / number
        else:
            total += distances / (count * count / 2) / number
    centres = np.array([X[images == image].mean(0) for image in range(count)])
    variety = np.mean([1 / np.sqrt(((centres[a] - centres[b]) ** 2).sum() + 1e-3) for a, b in pairs])
    return np.log(variety / total)


def gaussian_distance(P, Q):
    """2-Wasserstein; the root of the product of singular covariances loses digits, the nuclear norm of A B' does not."""
    A, B = ((Z - Z.mean(0)) / np.sqrt(len(Z) - 1) for Z in (P, Q))
    cross = np.linalg.norm(A @ B.T, "nuc")
    return np.sqrt(abs(((P.mean(0) - Q.mean(0)) ** 2).sum() + (A**2).sum() + (B**2).sum() - 2 * cross))


def lp(X, y, neighbours=5, dimensions=50):
    """LP_Score of DovileDo/transferability-in-medical-imaging (7e308c4): NCA (Goldberger et al., NIPS 2004) as
    scikit-learn minimises it, then the neighbours' labels; a row is its own nearest neighbour."""
    X, same = X - X.mean(0), y[:, None] == y
    k = min(dimensions, X.shape[1])
    start = np.linalg.svd(X, full_matrices=False)[2][:k] if k < min(X.shape) else np.eye(k, X.shape[1])

    def distances(Z):
        return ((Z[:, None] - Z) ** 2).sum(2)

    def loss(A):
        Z = X @ A.reshape(k, -1).T
        p = softmax(-distances(Z) - np.diag(np.full(len(X), np.inf)), axis=1)
        own = (p * same).sum(1, keepdims=True)
        w = p * (same - own)
        return -own.sum(), (-2 * Z.T @ (w + w.T - np.diag(w.sum(0))) @ X).ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", tol=1e-5, options={"maxiter": 50})
    d = distances(X @ found.x.reshape(k, -1).T)
    np.fill_diagonal(d, -1)
    nearest = np.argsort(d, axis=1, kind="stable")[:, :neighbours]
    return (y[nearest] == y[:, None]).mean()


def otce(X, y, reference, reference_labels, term="conditional_entropy"):
    """Tan et al., CVPR 2021; d844b87: the transport by linear programming (HiGHS)."""
    S, N = len(reference), len(X)
    cost = ((reference[:, None] - X) ** 2).sum(2)
    rows = np.kron(np.eye(S), np.ones(N))
    columns = np.kron(np.ones(S), np.eye(N))
    plan = linprog(cost.ravel() / cost.max(), A_eq=np.vstack([rows, columns]), b_eq=np.r_[np.full(S, N), np.full(N, S)],
                   options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}).x
    plan = np.round(plan).reshape(S, N) / (S * N)  # a vertex is integral
    if term == "wasserstein":
        return -(plan * cost).sum()
    joint = np.eye(reference_labels.max() + 1)[reference_labels].T @ plan @ np.eye(y.max() + 1)[y]
    given = joint / joint.sum(1, keepdims=True)
    return (joint[joint > 0] * np.log(given[joint > 0])).sum()


def disco(X, y, components=64):
    """te-guide guide/scores/geometry.py (002852b)."""
    u, s, _ = np.linalg.svd(X - X.mean(0), full_matrices=False)
    u, s = u[:, :components], s[:components]
    scores = u * s
    between = means(scores, y).var(0)
    spread = np.mean([rows.var(0) + 1e-8 for rows in classes(scores, y)], 0)
    return (s / s.sum() * between / spread).sum()


def silhouette(X, y):
    distances = np.array([np.linalg.norm(X - row, axis=1) for row in X])
    sums, counts = distances @ np.eye(y.max() + 1)[y], np.bincount(y)
    values = []
    for i, c in enumerate(y):
        inside = sums[i, c] / max(counts[c] - 1, 1)
        outside = np.delete(sums[i] / counts, c).min()
        values.append((outside - inside) / max(inside, outside) if counts[c] > 1 else 0)
    return np.mean(values)


def rankme(X, y):
    """Garrido et al., ICML 2023: no labels."""
    s = np.linalg.svd(X, compute_uv=False)
    p = s / (s.sum() + 1e-7) + 1e-7
    return np.exp(-(p * np.log(p)).sum())


def stable_rank(X, y):
    s = np.linalg.svd(X, compute_uv=False)
    return (s**2).sum() / s.max() ** 2


# LEAD (Hu et al., CVPR 2024) as in te-guide guide/scores/dynamics.py (002852b), where the NTK cancels.

def lead(X, y, time=10.0, ridge=1e-3):
    Z, Y = X - X.mean(0), np.eye(y.max() + 1)[y]
    Z = Z / np.linalg.norm(Z, axis=1).mean()
    logits = Z @ np.linalg.solve(Z.T @ Z + ridge * np.eye(Z.shape[1]), Z.T @ Y)
    decay = np.exp(-time / np.minimum(8, np.bincount(y)))[y][:, None]
    relaxed = softmax((1 - decay) * Y + decay * logits, axis=1)
    return np.log(relaxed[np.arange(len(y)), y] + 1e-12).mean()


# PACTran (Ding et al., ECCV 2022) on source probabilities, google-research/pactran_metrics.

def label_model(P, y, alpha, potential):
    Y = np.eye(y.max() + 1)[y]
    prior = (alpha * Y.sum(0) / len(y) + 1e-10)[:, None]
    q, log_p = P, np.log(P + 1e-10)
    for _ in range(10):
        counts = prior + Y.T @ q
        log_q = log_p + Y @ potential(counts)
        log_q = log_q - logsumexp(log_q, axis=1, keepdims=True)
        q = np.exp(log_q)
    return prior, counts, (q * (log_q - log_p)).sum()


def pactran_dirichlet(P, y, alpha=1.0):
    prior, counts, divergence = label_model(
        P, y, alpha, lambda a: digamma(a) - digamma(a.sum(0)))
    before = gammaln(prior.sum()) - gammaln(prior).sum()
    after = gammaln(counts.sum(0)) - gammaln(counts).sum(0)
    return ((before - after).sum() - divergence) / (len(y) * (y.max() + 1))


def pactran_gamma(P, y, alpha=1.0):
    prior, counts, divergence = label_model(P, y, alpha, digamma)
    loss = (gammaln(prior) - gammaln(counts)).sum() + divergence
    loss += (np.log(P @ counts.sum(0)) - 1).sum()
    return -(loss / (len(y) * (y.max() + 1)) + 1)


# SA, Spread and Attract (WACV 2025), prafful-kumar/enhancing_TE metrics.py (6401c99), exact components.

def sa(X, y, form="code"):
    eigenvalues = np.linalg.eigvalsh(np.atleast_2d(np.cov(X.T, bias=True)))[::-1]
    if np.exp(-5 * eigenvalues[:2].mean()) >= 1e-9:
        return sfda(X, y)
    axes = np.linalg.eigh(np.cov(X.T))[1].T[::-1][:min(64, *X.shape)]
    peaks = axes[np.arange(len(axes)), np.abs(axes).argmax(1)]
    X = (X - X.mean(0)) @ (axes * np.sign(peaks)[:, None]).T
    if form == "printed":
        lengths = np.linalg.norm(within(X, y), axis=1, keepdims=True)
        X = X + within(X, y) / np.where(lengths > 0, lengths, 1)
    mu, radii = means(X, y), np.array([np.sqrt(rows.var(0).sum()) for rows in classes(X, y)])
    shifts = np.zeros_like(mu)
    for a in range(len(mu)):
        for b in range(len(mu)):
            distance = np.linalg.norm(mu[a] - mu[b])
            if distance > 0:
                gap = distance - 0.6 * (radii[a] + radii[b])
                shifts[a] += 0.005 * gap * (mu[a] - mu[b]) / distance
    return sfda(X + (shifts if form == "code" else -shifts)[y], y)


# Older metrics.

def hscore_regularised(X, y, te_guide=False):
    """Ibrahim et al., ECML PKDD 2022: H-score with a Ledoit-Wolf covariance; te-guide (002852b) has no 1 - a."""
    X = X - X.mean(0)
    (n, d), S = X.shape, X.T @ X / len(X)
    mean, squares = np.trace(S) / d, (S**2).sum()
    spread = squares / d - mean**2
    noise = (((X**2).sum(1) ** 2).mean() - squares) / d / n
    a = min(max(noise, 0), spread) / spread if spread > 0 and d > 1 else 0
    between = means(X, y)[y].T @ means(X, y)[y] / (n - 1)
    if te_guide:
        a = max(a, 1e-6)
        return np.trace(np.linalg.solve((1 - a) * S + a * mean * np.eye(d), between)) * (n - 1) / n
    return (1 - a) * np.trace(np.linalg.solve((1 - a) * S + a * mean * np.eye(d), between))


def lda_etran(X, y):
    """What ETran's LDA computes: nearest class mean with identity covariance (README.md)."""
    mu, priors = means(X, y), np.bincount(y) / len(y)
    logits = X @ mu.T - (mu**2).sum(1) / 2 + np.log(priors)
    return softmax(logits, axis=1)[np.arange(len(y)), y].mean()


def gbc(X, y, gaussian="spherical"):
    return -bhattacharyya(X, y, gaussian).sum()


def bhattacharyya(X, y, gaussian="spherical"):
    """google-research stable_transfer/transferability/gbc.py: one log term for a spherical Gaussian."""
    mu = means(X, y)
    result = np.zeros((len(mu), len(mu)))
    variances = np.maximum([rows.var(0) for rows in classes(X, y)], 1e-4)
    if gaussian == "spherical":
        variances = variances.mean(1, keepdims=True)
    for a in range(len(mu)):
        for b in range(len(mu)):
            if a != b:
                mean = (variances[a] + variances[b]) / 2
                distance = ((mu[a] - mu[b]) ** 2 / mean).sum() / 8
                logs = np.log(mean) - np.log(variances[a]) / 2 - np.log(variances[b]) / 2
                result[a, b] = np.exp(-distance - logs.sum() / 2)
    return result


def transrate(X, y, epsilon=1e-4):
    """Huang et al., ICML 2022, the paper's listing: classes weigh alike."""
    def rate(Z):
        return np.linalg.slogdet(np.eye(Z.shape[1]) + Z.T @ Z / len(Z) / epsilon)[1] / 2
    X = X - X.mean(0)
    return rate(X) - np.mean([rate(rows) for rows in classes(X, y)])


def lfc(X, y):
    """Deshpande et al. 2021: correlation of inner products with same-class membership."""
    return np.corrcoef((X @ X.T).ravel(), np.where(y[:, None] == y, 1, -1).ravel())[0, 1]


def leep(P, y, log=True):
    """Nguyen et al., ICML 2020; the copies in SFDA and ETran have no log."""
    joint = np.eye(y.max() + 1)[y].T @ P
    likelihoods = (P * (joint / joint.sum(0))[y]).sum(1)
    return np.log(likelihoods).mean() if log else likelihoods.mean()


def tmi_te_guide(X, y):
    """What te-guide (002852b) calls TMI: a variance within classes."""
    return (within(X, y) ** 2).sum() / len(y)


def nce(P, y):
    """Tran et al., ICCV 2019: minus the conditional entropy of labels given the likeliest source class."""
    joint = np.zeros((y.max() + 1, P.shape[1]))
    np.add.at(joint, (y, P.argmax(1)), 1 / len(y))
    given = joint / np.where(joint.sum(0) > 0, joint.sum(0), 1)
    return (joint[joint > 0] * np.log(given[joint > 0])).sum()
