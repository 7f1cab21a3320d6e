"""covmap verify: whether the files of a run are still what they were."""

from qgis.core import QgsProcessingException, QgsProcessingOutputNumber

from .base import CovmapAlgorithm, run_folder
from .program import ask


class VerifyRun(CovmapAlgorithm):
    NAME = "verify"
    TITLE = "Verify a run"
    HELP = "Tells whether every file of a run is still what it was when the run ended, and whether its accounts add up. Fails where one is not."

    def initAlgorithm(self, configuration=None):
        self.addParameter(run_folder())
        self.addOutput(QgsProcessingOutputNumber("FILES", "Files unchanged"))
        self.addOutput(QgsProcessingOutputNumber("ACCOUNTS", "Accounts added up"))

    def processAlgorithm(self, parameters, context, feedback):
        told = ask(["verify", self.parameterAsFile(parameters, "RUN", context)], feedback)
        if not told["sound"]:
            found = [": ".join(part for part in (item["file"], item["what"]) if part) for item in told["findings"]]
            raise QgsProcessingException("\n".join(["not sound", *found]))
        feedback.pushInfo(f"sound: {told['files']} files unchanged, {told['accounts']} accounts added up")
        return {"FILES": told["files"], "ACCOUNTS": told["accounts"]}
