"""The engine's network: a BERT encoder with features of form, a linear-chain CRF over words, and links between spans."""

import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import pretrained

LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
ROLES = ["source", "cue", "content"]
FEATURES = [9, 6, 6]  # shape, quote, place: the sizes in internal/window
LINK = 64  # width of the vectors that links compare
REACH = 4  # spans between two linked ones are told apart up to this many
NEVER = -1e4


class Layer(nn.Module):
    def __init__(self, width, inner, dropout):
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, mask, heads):
        b, t, width = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        # In the open: PyTorch's fused attention is slower here, most of all backwards.
        scores = (q * (width // heads) ** -0.5) @ k.transpose(2, 3) + mask
        a = torch.softmax(scores, 3) @ v
        a = self.output(a.transpose(1, 2).reshape(b, t, width))
        drop = self.dropout if self.training else 0
        x = self.attention_norm(x + dropped(a, drop))
        y = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm(x + dropped(y, drop))


def dropped(x, share):
    """Dropout of share 256ths: the same as PyTorch's, from a byte of randomness for each number instead of many."""
    if not share:
        return x
    bits = torch.empty(math.ceil(x.numel() / 8), dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)
    keep = bits[: x.numel()].view(x.shape) >= share
    return x * (keep.to(x.dtype) * (256 / (256 - share)))


class Encoder(nn.Module):
    """BERT (Devlin et al., 2019) with learned embeddings of form added to those of the pieces."""

    def __init__(self, layers, width, inner, heads=12, positions=512, vocabulary=30522, dropout=26):
        super().__init__()
        self.heads, self.width, self.dropout = heads, width, dropout
        self.token = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in FEATURES)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, dropout) for _ in range(layers))
        for f in self.features:
            nn.init.normal_(f.weight, std=0.002)

    def forward(self, pieces, features, more=0):
        """pieces [B, T], features [3, B, T] to hidden states [B, T, width]; piece 0 is padding. more is added to the
        embeddings."""
        x = self.token(pieces) + self.position.weight[: pieces.shape[1]] + more
        for table, values in zip(self.features, features):
            x = x + table(values)
        x = dropped(self.norm(x), self.dropout if self.training else 0)
        mask = torch.zeros(pieces.shape, dtype=x.dtype).masked_fill(pieces == 0, NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, self.heads)
        return x

    @classmethod
    def load(cls, path):
        """Takes over the weights of a BERT (see pretrained.py)."""
        have = pretrained.weights(path)

        def take(to, name):
            with torch.no_grad():
                to.weight.copy_(torch.tensor(have[name + ".weight"]))
                to.bias.copy_(torch.tensor(have[name + ".bias"]))

        inner, width = have["layer.0.intermediate.dense.weight"].shape
        e = cls(sum(n.endswith("intermediate.dense.weight") for n in have), width, inner)
        with torch.no_grad():
            e.token.weight.copy_(torch.tensor(have["embeddings.word_embeddings.weight"]))
            position, kind = (have[f"embeddings.{n}_embeddings.weight"] for n in ("position", "token_type"))
            e.position.weight.copy_(torch.tensor(position + kind[0]))
        take(e.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(e.layers):
            at = f"layer.{i}."
            for kind in ("weight", "bias"):
                parts = [have[f"{at}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                with torch.no_grad():
                    getattr(layer.qkv, kind).copy_(torch.tensor(np.concatenate(parts)))
            take(layer.output, at + "attention.output.dense")
            take(layer.attention_norm, at + "attention.output.LayerNorm")
            take(layer.up, at + "intermediate.dense")
            take(layer.down, at + "output.dense")
            take(layer.norm, at + "output.LayerNorm")
        return e


def allowed():
    """The transitions that a well-formed sequence of labels has: I follows B or I of its role."""
    ok = torch.zeros(len(LABELS), len(LABELS), dtype=torch.bool)
    for i, a in enumerate(LABELS):
        for j, b in enumerate(LABELS):
            ok[i, j] = not b.startswith("I-") or a[1:] == b[1:]
    return ok


class CRF(nn.Module):
    """A linear-chain conditional random field (Lafferty et al., 2001) over words."""

    def __init__(self):
        super().__init__()
        n = len(LABELS)
        self.transition = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        self.register_buffer("ok", allowed(), persistent=False)
        self.register_buffer("first", torch.tensor([not l.startswith("I-") for l in LABELS]), persistent=False)

    def tables(self):
        return self.transition.masked_fill(~self.ok, NEVER), self.start.masked_fill(~self.first, NEVER)

    def log_partition(self, emissions, lengths):
        """emissions [B, T, L] to [B]."""
        transition, start = self.tables()
        steps = emissions.unbind(1)
        alpha = start + steps[0]
        for t in range(1, len(steps)):
            step = torch.logsumexp(alpha[:, :, None] + transition, 1) + steps[t]
            alpha = torch.where((t < lengths)[:, None], step, alpha)
        return torch.logsumexp(alpha, 1)

    def loss(self, emissions, lengths, unary, pairs):
        """The cross-entropy [B] to a distribution over label sequences that is given by its marginals: unary [B, T, L]
        and pairs [B, L, L], those of neighbours added up. One known sequence is the distribution that has it alone."""
        transition, start = self.tables()
        score = (unary * emissions).sum((1, 2)) + (unary[:, 0] * start).sum(1) + (pairs * transition).sum((1, 2))
        return self.log_partition(emissions, lengths) - score

    @torch.no_grad()
    def marginals(self, emissions, lengths):
        """The probabilities of labels [B, T, L] and of those of a word and the one before it [B, T, L, L]."""
        transition, start = self.tables()
        b, n, _ = emissions.shape
        alphas = [start + emissions[:, 0]]
        for t in range(1, n):
            step = torch.logsumexp(alphas[-1][:, :, None] + transition, 1) + emissions[:, t]
            alphas.append(torch.where((t < lengths)[:, None], step, alphas[-1]))
        total = torch.logsumexp(alphas[-1], 1)
        beta, nothing = torch.zeros_like(alphas[0]), torch.zeros(())
        unary = torch.zeros(b, n, len(LABELS))
        pairs = torch.zeros(b, n, len(LABELS), len(LABELS))
        for t in range(n - 1, -1, -1):
            inside = (t < lengths)[:, None]
            unary[:, t] = torch.where(inside, (alphas[t] + beta - total[:, None]).exp(), nothing)
            if t:
                ahead = emissions[:, t] + beta
                pair = (alphas[t - 1][:, :, None] + transition + ahead[:, None, :] - total[:, None, None]).exp()
                pairs[:, t] = torch.where(inside[:, :, None], pair, nothing)
                beta = torch.where(inside, torch.logsumexp(transition + ahead[:, None, :], 2), beta)
        return unary, pairs

    @torch.no_grad()
    def best(self, emissions):
        """The likeliest labels of one sequence [T, L] (Viterbi)."""
        transition, start = (t.numpy() for t in self.tables())
        e = emissions.numpy()
        score, back = start + e[0], []
        for t in range(1, len(e)):
            all_ = score[:, None] + transition
            back.append(all_.argmax(0))
            score = all_.max(0) + e[t]
        path = [int(score.argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return path[::-1]


class Network(nn.Module):
    """An encoder, to which those that inherit add what they are for."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    @classmethod
    def load(cls, path):
        """Reads weights that training has kept, whatever their shape."""
        have = torch.load(path)
        inner, width = have["encoder.layers.0.up.weight"].shape
        model = cls(Encoder(sum(n.endswith(".up.weight") for n in have), width, inner))
        model.load_state_dict(have)
        return model

    def keep(self, layers):
        """Leaves these layers of the encoder alone."""
        self.encoder.layers = nn.ModuleList(self.encoder.layers[i] for i in layers)


class Tagger(Network):
    """Encoder, labels of words, and links from contents to cues and from cues to sources."""

    def __init__(self, encoder):
        super().__init__(encoder)
        width = encoder.width
        self.emit = nn.Linear(width, len(LABELS))
        self.crf = CRF()
        # Vectors of: a content's first and last word, a cue asked for by a content, a cue that asks for its source,
        # a source.
        self.link = nn.Linear(width, 5 * LINK)
        self.rank_cue = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.rank_source = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.no_source = nn.Parameter(torch.zeros(LINK))
        self.no_source_bias = nn.Parameter(torch.zeros(()))

    def hidden(self, batch):
        """Hidden states of the first piece of each word [B, W, width]."""
        x = self.encoder(batch["pieces"], batch["features"])
        return x.gather(1, batch["first"][:, :, None].expand(-1, -1, x.shape[2])).float()

    def vectors(self, hidden):
        """What links compare, [B, W, 5, LINK]."""
        return self.link(hidden).view(*hidden.shape[:2], 5, LINK)

    def cue_scores(self, vectors, contents, cues):
        """Scores [contents, cues] that a content has a cue. Spans are rows (window, start, end) of an array; those of
        different windows have nothing to do with each other."""
        w, s, e = contents.T
        asks = vectors[w, s, 0] + vectors[w, e - 1, 1]
        scores = asks @ vectors[cues[:, 0], cues[:, 1], 2].T / math.sqrt(LINK)
        return scores + self.rank_cue[ranks(contents, cues)] + apart(contents, cues)

    def source_scores(self, vectors, cues, sources):
        """Scores [cues, sources + 1] that a cue has a source; the last is for none."""
        asks = vectors[cues[:, 0], cues[:, 1], 3]
        none = asks @ self.no_source[:, None] / math.sqrt(LINK) + self.no_source_bias
        scores = asks @ vectors[sources[:, 0], sources[:, 1], 4].T / math.sqrt(LINK)
        scores = scores + self.rank_source[ranks(cues, sources)] + apart(cues, sources)
        return torch.cat([scores, none], 1)


def ranks(of, to):
    """How many spans of to lie between two, signed: the nearest after is REACH + 1, the nearest before REACH - 1."""
    same = of[:, None, 0] == to[None, :, 0]
    before = same & (to[None, :, 1] < of[:, None, 1])
    within = np.arange(len(to))[None, :] - np.argmax(same, 1)[:, None] if len(to) else np.zeros((len(of), 0), np.int64)
    first = before.sum(1)[:, None]
    signed = np.where(before, within - first, within - first + 1)
    return torch.from_numpy(np.clip(signed, -REACH, REACH) + REACH)


def apart(of, to):
    return torch.from_numpy(np.where(of[:, None, 0] == to[None, :, 0], 0.0, NEVER).astype(np.float32))
