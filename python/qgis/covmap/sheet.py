"""covmap report: the sheet of a territory, or the overview of a run."""

from qgis.core import (
    QgsProcessingOutputHtml,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from .base import CovmapAlgorithm, run_folder
from .program import call

LANGUAGES = ("", "fr", "en")


class Sheet(CovmapAlgorithm):
    NAME = "sheet"
    TITLE = "Sheet of a territory"
    HELP = "One page to print, with an annex: who is covered by whom in one territory, what is missing and for how many. Without a territory: the overview of the run."

    def initAlgorithm(self, configuration=None):
        self.addParameter(run_folder())
        self.addParameter(QgsProcessingParameterString("TERRITORY", "Territory, by code or name (empty: overview of the run)", optional=True))
        self.addParameter(QgsProcessingParameterEnum("LANGUAGE", "Language", ["as the run", "français", "English"], defaultValue=0))
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", "Sheet", "HTML files (*.html)"))
        self.addOutput(QgsProcessingOutputHtml("SHEET", "Sheet"))

    def processAlgorithm(self, parameters, context, feedback):
        territory = self.parameterAsString(parameters, "TERRITORY", context)
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        words = ["report", self.parameterAsFile(parameters, "RUN", context), "-o", path, "--overwrite"]
        words += ["--territory", territory] if territory else ["--overview"]
        language = LANGUAGES[self.parameterAsEnum(parameters, "LANGUAGE", context)]
        if language:
            words += ["--language", language]
        call(words, feedback)
        return {"OUTPUT": path, "SHEET": path}
