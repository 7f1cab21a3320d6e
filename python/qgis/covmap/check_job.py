"""covmap check: what is wrong with a job, as a table."""

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsJsonUtils,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from .base import CovmapAlgorithm, job_file, settings_of
from .program import ask

ROW = '{"type": "Feature", "geometry": null, "properties": {"severity": "", "where": "", "what": ""}}'


class CheckJob(CovmapAlgorithm):
    NAME = "check"
    TITLE = "Check a job"
    HELP = "Tells all that can be found wrong with a job and its inputs, without running it: a table with severity, place and remedy of each finding."

    def initAlgorithm(self, configuration=None):
        self.addParameter(job_file())
        self.addParameter(QgsProcessingParameterString("SET", "Changes, a line KEY=VALUE each", multiLine=True, optional=True))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Findings"))
        self.addOutput(QgsProcessingOutputNumber("ERRORS", "Errors"))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", "Warnings"))

    def processAlgorithm(self, parameters, context, feedback):
        words = ["check", self.parameterAsFile(parameters, "JOB", context), *settings_of(self.parameterAsString(parameters, "SET", context))]
        told = ask(words, feedback)
        fields = QgsFields(QgsJsonUtils.stringToFields(ROW))
        sink, output = self.parameterAsSink(parameters, "OUTPUT", context, fields)
        for finding in told["findings"]:
            say = feedback.pushInfo if finding["severity"] == "info" else feedback.pushWarning
            say(": ".join(finding[name] for name in ("severity", "where", "what")))
            feature = QgsFeature(fields)
            feature.setAttributes([finding["severity"], finding["where"], finding["what"]])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        return {"OUTPUT": output, "ERRORS": told["errors"], "WARNINGS": told["warnings"]}
