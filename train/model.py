"""The engine's network: a BERT encoder with features of form, a linear-chain CRF over words, and links between spans."""

import math

import numpy as np
import onnx
import onnx.numpy_helper
import torch
import torch.nn as nn
import torch.nn.functional as F

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
        drop = self.dropout if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.output(a.transpose(1, 2).reshape(b, t, width))
        x = self.attention_norm(x + F.dropout(a, drop))
        y = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm(x + F.dropout(y, drop))


class Encoder(nn.Module):
    """BERT (Devlin et al., 2019) with learned embeddings of form added to those of the pieces."""

    def __init__(self, layers, width, inner, heads, positions=512, vocabulary=30522, dropout=0.1):
        super().__init__()
        self.heads, self.width, self.dropout = heads, width, dropout
        self.token = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in FEATURES)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, dropout) for _ in range(layers))
        for f in self.features:
            nn.init.normal_(f.weight, std=0.002)

    def forward(self, pieces, features):
        """pieces [B, T], features [3, B, T] to hidden states [B, T, width]; piece 0 is padding."""
        x = self.token(pieces) + self.position.weight[: pieces.shape[1]]
        for table, values in zip(self.features, features):
            x = x + table(values)
        x = F.dropout(self.norm(x), self.dropout if self.training else 0.0)
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, self.heads)
        return x

    @classmethod
    def from_onnx(cls, path, heads=12):
        """Takes the weights of a BERT out of an ONNX file."""
        graph = onnx.load(path).graph
        have = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
        # A linear layer's weights are a nameless factor of the product that its named bias is added to.
        made = {o: n for n in graph.node for o in n.output}
        weights = {}
        for node in graph.node:
            if node.op_type != "Add":
                continue
            for bias, other in (node.input, reversed(node.input)):
                if bias.endswith(".bias") and other in made and made[other].op_type == "MatMul":
                    weights[bias[: -len("bias")]] = have[made[other].input[1]].T

        def tensor(name):
            found = [n for n in have if n.endswith(name)]
            if len(found) != 1:
                raise ValueError(f"{path}: {len(found)} tensors are named {name}")
            return torch.tensor(np.array(have[found[0]]))

        def linear(name):
            found = [n for n in weights if n.endswith(name + ".")]
            if len(found) != 1:
                raise ValueError(f"{path}: {len(found)} products are named {name}")
            return torch.tensor(np.array(weights[found[0]])), tensor(name + ".bias")

        layers = 0
        while any(f"layer.{layers}.output.dense" in n for n in weights):
            layers += 1
        inner, width = linear("layer.0.intermediate.dense")[0].shape
        e = cls(layers, width, inner, heads)
        with torch.no_grad():
            e.token.weight.copy_(tensor("word_embeddings.weight"))
            e.position.weight.copy_(tensor("position_embeddings.weight") + tensor("token_type_embeddings.weight")[0])
            norm(e.norm, tensor, "embeddings.LayerNorm")
            for i, layer in enumerate(e.layers):
                at = f"layer.{i}."
                parts = [linear(at + "attention.self." + p) for p in ("query", "key", "value")]
                layer.qkv.weight.copy_(torch.cat([w for w, _ in parts]))
                layer.qkv.bias.copy_(torch.cat([b for _, b in parts]))
                for to, name in (
                    (layer.output, "attention.output.dense"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, at + "output.dense"),
                ):
                    w, b = linear(name if name.startswith(at) else at + name)
                    to.weight.copy_(w)
                    to.bias.copy_(b)
                norm(layer.attention_norm, tensor, at + "attention.output.LayerNorm")
                norm(layer.norm, tensor, at + "output.LayerNorm")
        return e


def norm(to, tensor, name):
    to.weight.copy_(tensor(name + ".weight"))
    to.bias.copy_(tensor(name + ".bias"))


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


class Tagger(nn.Module):
    """Encoder, labels of words, and links from contents to cues and from cues to sources."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
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
