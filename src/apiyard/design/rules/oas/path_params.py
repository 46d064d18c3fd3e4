"""The variables of a path and its path parameters are the same."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_path_param import FUNCTION as PATH_PARAM
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="path-params",
    why="A variable without a parameter, or a parameter without a variable, makes an operation nobody can call.",
    description="Each variable of a path needs one required path parameter, and each path parameter its variable.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$.paths",),
    then=(Then(PATH_PARAM),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}:
    get:
      parameters: [{name: pet, in: path, required: true}]
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path}]
""",
    ),
)
