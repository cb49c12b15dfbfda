"""Makes mutants: each a small, plausible mistake in one place of a file."""

import ast
from dataclasses import dataclass

# What one forgets in a query.
FILTERS = {"filter", "exclude", "none", "distinct", "order_by", "select_for_update", "active", "published"}
NAMED_PARTS = {"filter", "exclude", "Q", "update", "get", "create", "update_or_create", "get_or_create"}
OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
OTHER_OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
OTHER_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# They give a function its shape; leaving one out breaks everything at once and says nothing of the tests.
SHAPES = {"property", "classmethod", "staticmethod", "dataclass", "prepared", "contextmanager", "cache", "lru_cache"}


@dataclass(frozen=True)
class Mutant:
    path: str
    function: str  # "Class.method", with what is nested in it; empty outside functions
    line: int
    start: int
    end: int
    was: str
    becomes: str
    unwraps: bool = False
    constant: str = ""  # outside functions: the name it stands under

    def source(self, text: str) -> str:
        raw = text.encode()
        return (raw[: self.start] + self.becomes.encode() + raw[self.end :]).decode()

    @property
    def known_as(self) -> tuple[str, str, str, str]:
        return self.path, self.function, " ".join(self.was.split()), " ".join(self.becomes.split())


def mutants_of(path: str, text: str) -> list[Mutant]:
    maker = _Maker(path, text)
    maker.visit(ast.parse(text))
    unique = {(one.start, one.end, one.becomes): one for one in maker.found if one.was != one.becomes}
    return sorted(unique.values(), key=lambda one: (one.start, one.end, one.becomes))


class _Maker(ast.NodeVisitor):
    def __init__(self, path: str, text: str) -> None:
        self.path, self.raw = path, text.encode()
        self.begins = [0]
        for line in self.raw.splitlines(keepends=True):
            self.begins.append(self.begins[-1] + len(line))
        self.found: list[Mutant] = []
        self.names: list[str] = []
        self.in_function = False
        self.gives_bool = False
        self.constant = ""

    # -- Where one is

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer = self.in_function, self.gives_bool
        if not outer[0]:
            self.names.append(node.name)
        self.in_function, self.gives_bool = True, _is_named(node.returns, "bool")
        for one in node.decorator_list:
            if _called(one) not in SHAPES | {"setter", "register"} and len(node.decorator_list) == 1:
                self.add(one, "(nothing)", unwraps=True)
        for statement in node.body[1:] if ast.get_docstring(node) else node.body:
            self.visit(statement)
        self.in_function, self.gives_bool = outer
        if not self.in_function:
            self.names.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Functions only: what else a class says is a field or a label."""
        if self.in_function:
            return
        self.names.append(node.name)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                self.visit(statement)
        self.names.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.constant = getattr(node.target, "id", "")
        if node.value:
            self.visit(node.value)

    def visit_TypeAlias(self, node: ast.TypeAlias) -> None:
        """No rule."""

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.body)

    # -- Mistakes in statements

    def visit_If(self, node: ast.If) -> None:
        if not _is_named(node.test, "TYPE_CHECKING"):
            self.add(node.test, "True", "False")
            self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.add(node.test, "True", "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for one in node.ifs:
            self.add(one, "True")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if self.gives_bool and node.value and not isinstance(node.value, ast.Constant):
            self.add(node.value, "True", "False")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if self.in_function and not _logs(node.value) and not isinstance(node.value, ast.Constant):
            self.add(node, "pass")
        if not _logs(node.value):
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.add(node, "pass")

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.add(node, "pass")
        self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if self.in_function and all(isinstance(one, ast.Attribute) for one in node.targets):
            self.add(node, "pass")
        self.constant = getattr(node.targets[0], "id", "")
        self.visit(node.value)

    # -- Mistakes in expressions

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for before, after, comparison in zip(sides, sides[1:], node.ops, strict=False):
            start, end = self.end(before), self.start(after)
            between = self.raw[start:end].decode()
            sign = SIGNS[type(comparison)]
            for other in OTHER_COMPARISONS[type(comparison)]:
                self.splice(start, end, between.replace(sign, other, 1))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        parts = [self.text(value) for value in node.values]
        other = " or " if isinstance(node.op, ast.And) else " and "
        same = " and " if isinstance(node.op, ast.And) else " or "
        self.add(node, f"({other.join(f'({part})' for part in parts)})")
        for at in range(len(parts)):
            self.add(node, "(" + same.join(f"({part})" for n, part in enumerate(parts) if n != at) + ")")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.Invert):
            self.add(node, f"({self.text(node.operand)})")
            self.visit(node.operand)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in OTHER_OPERATORS and not _is_text(node):
            sign, other = OTHER_OPERATORS[type(node.op)]
            at = self.raw.index(sign.encode(), self.end(node.left), self.start(node.right))
            self.splice(at, at + 1, other)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.add(node, str(not node.value))
        elif isinstance(node.value, int):
            self.add(node, str(node.value + 1))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Words."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Slice):
            self.add(node, self.text(node.value))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if isinstance(node.func, ast.Attribute) and name in FILTERS:
            self.add(node, self.text(node.func.value))
        if name in ("filter", "exclude") and isinstance(node.func, ast.Attribute):
            other = "exclude" if name == "filter" else "filter"
            at = self.end(node.func) - len(name)
            self.splice(at, at + len(name), other)
        if name in NAMED_PARTS:
            self.leave_out(node, name)
        if isinstance(node.func, ast.Name) and name in OTHER_NAMES:
            self.add(node.func, OTHER_NAMES[name])
        self.generic_visit(node)

    def leave_out(self, node: ast.Call, name: str) -> None:
        parts: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        if len(parts) == 1 and name in ("filter", "exclude"):
            return
        for at in range(len(parts)):
            left = ", ".join(self.text(part) for n, part in enumerate(parts) if n != at)
            self.add(node, f"{self.text(node.func)}({left})")

    def visit_Set(self, node: ast.Set) -> None:
        self.fewer(node, node.elts, "{", "}", "set()")

    def visit_Tuple(self, node: ast.Tuple) -> None:
        if all(isinstance(one, ast.Attribute | ast.Constant) and not _is_text(one) for one in node.elts):
            self.fewer(node, node.elts, "(", ",)", "()")
        else:
            self.generic_visit(node)

    def visit_List(self, node: ast.List) -> None:
        if all(isinstance(one, ast.Attribute) for one in node.elts):
            self.fewer(node, node.elts, "[", "]", "[]")
        else:
            self.generic_visit(node)

    def fewer(self, node: ast.expr, parts: list[ast.expr], opens: str, closes: str, none: str) -> None:
        for at in range(len(parts)):
            left = ", ".join(self.text(part) for n, part in enumerate(parts) if n != at)
            self.add(node, f"{opens}{left}{closes}" if left else none)
        for part in parts:
            self.visit(part)

    # -- The text

    def start(self, node: ast.AST) -> int:
        return self.begins[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return self.begins[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def text(self, node: ast.AST) -> str:
        return self.raw[self.start(node) : self.end(node)].decode()

    def add(self, node: ast.AST, *others: str, unwraps: bool = False) -> None:
        for becomes in others:
            self.splice(self.start(node), self.end(node), becomes, unwraps=unwraps)

    def splice(self, start: int, end: int, becomes: str, *, unwraps: bool = False) -> None:
        line = self.raw[:start].count(b"\n") + 1
        was = self.raw[start:end].decode()
        function = ".".join(self.names) if self.in_function else ""
        constant = "" if self.in_function else self.constant
        self.found.append(Mutant(self.path, function, line, start, end, was, becomes, unwraps, constant))


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_named(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_text(node: ast.AST) -> bool:
    """Strings, put together."""
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _logs(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_named(node.func.value, "logger")
