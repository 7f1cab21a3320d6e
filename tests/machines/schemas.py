"""The JSON Schemas of docs/schema, and how answers are held against them."""
import json
import pathlib

import jsonschema


class Schemas:
    """Each schema by its name; remembers which were used."""

    def __init__(self, source):
        folder = pathlib.Path(source) / "docs/schema"
        self.all = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
        self.used = set()
        for schema in self.all.values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def check(self, name, answer):
        """Fails where the answer is not as its schema says, or where the schema would let anything through."""
        self.used.add(name)
        validator = jsonschema.Draft202012Validator(self.all[name])
        faults = [f"{list(fault.path)}: {fault.message}" for fault in validator.iter_errors(answer)]
        assert not faults, f"{name}: {faults[:5]}"
        assert not validator.is_valid(None) and not validator.is_valid("text"), name
        record = answer[0] if isinstance(answer, list) else answer
        required = self.all[name].get("items", self.all[name])["required"]
        lacking = {key: value for key, value in record.items() if key != required[0]}
        assert not validator.is_valid([lacking] if isinstance(answer, list) else lacking), f"{name} does not need {required[0]}"
        return answer
