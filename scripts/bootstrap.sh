# Sourced by ./run and ./test: finds a Python of 3.12 or newer, makes .venv, installs the pinned packages. POSIX sh.
# A candidate counts only when it runs: version managers put names on PATH that do not.

find_python() {
    home=${HOME:-/nonexistent}
    for candidate in "${PYTHON:-}" "$root/.venv/bin/python" python3.13 python3.14 python3.12 python3 python \
        "${PYENV_ROOT:-$home/.pyenv}"/versions/3.1[2-9]*/bin/python3 \
        "${UV_PYTHON_INSTALL_DIR:-${XDG_DATA_HOME:-$home/.local/share}/uv/python}"/cpython-3.1[2-9]*/bin/python3 \
        /opt/homebrew/bin/python3.1[2-9] /opt/homebrew/bin/python3 \
        /usr/local/bin/python3.1[2-9] /usr/local/bin/python3 /usr/bin/python3.1[2-9] /usr/bin/python3; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys, venv, ensurepip; raise SystemExit(sys.version_info < (3, 12))' \
            >/dev/null 2>&1 </dev/null; then
            python=$candidate
            return 0
        fi
    done
    echo "No Python of version 3.12 or newer (with its venv module) was found; install one, or name it: PYTHON=/path/to/python3 $0" >&2
    return 1
}

# Nothing of the caller's own Python or Django may leak in; without bytecode every start would cost seconds more.
unset PYTHONHOME PYTHONPATH DJANGO_SETTINGS_MODULE VIRTUAL_ENV PYTHONDONTWRITEBYTECODE || true
export DJANGO_SETTINGS_MODULE=atelier.settings

# A relative data folder is meant from where the caller stands.
case ${ATELIER_DATA:-} in
    "" | /*) ;;
    *) ATELIER_DATA=$PWD/$ATELIER_DATA ;;
esac

cd "$root"
python=
find_python || exit 1
