from flask import Blueprint, render_template_string, request, session

bp = Blueprint("pages", __name__)

LAYOUT = """
<section class="welcome">
  <h1>{{ title }}</h1>
  %s
</section>
"""


def build_layout(block: str) -> str:
    return LAYOUT % block


@bp.route("/welcome")
def welcome():
    title = session.get("org_name", "Portal")
    nickname = request.args.get("nickname", "friend")
    source = build_layout("<p>Welcome back, " + nickname + ".</p>")
    return render_template_string(source, title=title)


@bp.route("/about")
def about():
    return render_template_string(build_layout("<p>Version 4</p>"), title="About")
