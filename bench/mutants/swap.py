"""Makes a mutant true in a process that has imported everything already."""

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from bench.mutants.make import Mutant

ROOT = Path(__file__).resolve().parents[2]
SMALL = (int, float, str, bool, type(None))


class Swapper:
    def __init__(self, paths: set[str]) -> None:
        wanted = {str(ROOT / path): path for path in paths}
        self.functions: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in wanted:
                self.functions[wanted[one.__code__.co_filename], one.__code__.co_qualname].append(one)

    def users_of(self, mutant: Mutant) -> set[str]:
        """The functions of its file that name this constant."""
        return {
            name.split(".<locals>")[0]
            for (path, name), functions in self.functions.items()
            if path == mutant.path and mutant.constant in functions[0].__code__.co_names
        }

    def swap(self, mutant: Mutant) -> None:
        if mutant.unwraps:
            unwrap(mutant)
            return
        name = str(ROOT / mutant.path)
        code = compile(mutant.source(Path(name).read_text()), name, "exec", dont_inherit=True)
        if mutant.function:
            self.swap_functions(mutant, code)
        else:
            swap_values(mutant, code)

    def swap_functions(self, mutant: Mutant, code: CodeType) -> None:
        """By name, and in order where several have one name (nested functions, lambdas)."""
        new: dict[str, list[CodeType]] = defaultdict(list)
        for one in codes_in(code):
            new[one.co_qualname].append(one)
        swapped = 0
        for (path, name), functions in self.functions.items():
            if path != mutant.path or name.split(".<locals>")[0] != mutant.function:
                continue
            old = sorted({one.__code__ for one in functions}, key=lambda code: (code.co_firstlineno, code.co_name))
            becomes = dict(zip(old, new[name], strict=False))
            for function in functions:
                if function.__code__ in becomes:
                    function.__code__ = becomes[function.__code__]
                    swapped += 1
        if not swapped:
            raise LookupError(mutant.function)


def codes_in(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from codes_in(one)


def swap_values(mutant: Mutant, code: CodeType) -> None:
    """What stands outside functions: under its name in every module that took it."""
    module = module_of(mutant)
    there: dict[str, Any] = {
        "__name__": module.__name__,
        "__file__": module.__file__,
        "__package__": module.__package__,
    }
    exec(code, there)  # noqa: S102
    for name, value in there.items():
        old = vars(module).get(name)
        if name.startswith("__") or isinstance(value, ModuleType | FunctionType | type) or old == value:
            continue
        if isinstance(old, dict | set) and type(old) is type(value):
            old.clear()
            old.update(value)
            continue
        for other in list(sys.modules.values()):
            for known, held in list(vars(other).items() if isinstance(other, ModuleType) else ()):
                if held is old and (known == name or not isinstance(old, SMALL)):
                    setattr(other, known, value)


def unwrap(mutant: Mutant) -> None:
    """The function without its decorator."""
    holder: Any = module_of(mutant)
    *classes, name = mutant.function.split(".")
    for one in classes:
        holder = getattr(holder, one)
    old = vars(holder)[name]
    for module in list(sys.modules.values()):
        for known, held in list(vars(module).items() if isinstance(module, ModuleType) else ()):
            if held is old:
                setattr(module, known, old.__wrapped__)
    setattr(holder, name, old.__wrapped__)


def module_of(mutant: Mutant) -> ModuleType:
    return sys.modules[mutant.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")]
