"""Has PR-Agent review plain diffs by its own command, one after the other in one process: `python pr-agent-reviews.py OUTPUT DIFF...`.

Says the name of each once it is done, and goes on when a line came back, so that who counts knows what was asked for which. The settings are its
defaults, but for the model and where that is, which its environment and the file `.pr_agent.toml` of OUTPUT say.
"""

import importlib.util
import os
import sys

# What it prints itself is nobody's answer.
said = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

# LiteLLM has the tables of its tokenizers with it; without them they are looked for in the network.
litellm = importlib.util.find_spec("litellm")
if litellm is not None and litellm.origin is not None:
    tables = os.path.join(os.path.dirname(litellm.origin), "litellm_core_utils", "tokenizers")
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", tables)

from pr_agent.cli import run  # noqa: E402

output, *diffs = sys.argv[1:]
os.chdir(output)
for diff in diffs:
    run(["--diff-file", diff, "--output", os.path.join(output, "review.md"), "review"])
    said.write(f"{diff}\n")
    said.flush()
    sys.stdin.readline()
