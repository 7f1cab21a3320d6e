"""The zones of a run, or new ones asked of it."""

import json

from qgis.core import (
    QgsFeatureSink,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from .base import CovmapAlgorithm, job_file, run_folder
from .finished_run import FinishedRun
from .program import call


class Zones(CovmapAlgorithm):
    NAME = "zones"
    TITLE = "Zones from a run"
    HELP = (
        "Where an indicator fails: contiguous zones, ranked by the people in them. Without «Indicator that fails» these are the zones "
        "that the run holds; with it new ones, asked of the cells of the run without reading its inputs."
    )

    def __init__(self):
        super().__init__()
        self.source, self.output = None, ""

    def initAlgorithm(self, configuration=None):
        self.addParameter(run_folder())
        self.addParameter(QgsProcessingParameterString("ZONES", "Zones of the run, by name (empty: the first)", optional=True))
        self.addParameter(QgsProcessingParameterString("FAILS", "Indicator that fails, for new zones", optional=True))
        self.addParameter(QgsProcessingParameterString("ATTRIBUTE", "Ranked by this attribute (empty: the first)", optional=True))
        self.addParameter(
            QgsProcessingParameterNumber(
                "MINIMUM", "Least of the attribute in a new zone", QgsProcessingParameterNumber.Type.Double, optional=True, minValue=0
            )
        )
        self.addParameter(QgsProcessingParameterString("WITHIN", "New zones end at the borders of this parent unit", optional=True))
        self.addParameter(job_file("Job file of the run (empty: the one that it names)", optional=True))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Zones"))

    def processAlgorithm(self, parameters, context, feedback):
        run = FinishedRun(self.parameterAsFile(parameters, "RUN", context))
        if self.parameterAsString(parameters, "FAILS", context):
            run, name = self.asked(run, parameters, context, feedback), "new"
        else:
            name = self.known(run, self.parameterAsString(parameters, "ZONES", context))
        self.source = QgsVectorLayer(run.layer(f"zones_{name}"), name, "ogr")
        if not self.source.isValid():
            raise QgsProcessingException(f"{self.source.source()}: cannot be opened")
        sink, self.output = self.parameterAsSink(
            parameters, "OUTPUT", context, self.source.fields(), self.source.wkbType(), self.source.crs()
        )
        for feature in self.source.getFeatures():
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        feedback.pushInfo(f"{self.source.featureCount()} zones")
        return {"OUTPUT": self.output}

    def postProcessAlgorithm(self, context, feedback):
        """The style of the run's own layer, on the output."""
        layer = QgsProcessingUtils.mapLayerFromString(self.output, context)
        if layer is not None:
            layer.setRenderer(self.source.renderer().clone())
            if self.source.labelsEnabled():
                layer.setLabeling(self.source.labeling().clone())
                layer.setLabelsEnabled(True)
        self.source = None
        return {"OUTPUT": self.output}

    @staticmethod
    def known(run, name):
        if not run.zones:
            raise QgsProcessingException(f"{run.folder}: this run has no zones; name the indicator that fails")
        if name and name not in run.zones:
            raise QgsProcessingException(f"{run.folder}: has no zones «{name}»; it has {', '.join(run.zones)}")
        return name or run.zones[0]

    def asked(self, run, parameters, context, feedback):
        """A run of its own in a temporary folder, answered from the cells of `run`, with one set of zones, `new`."""
        job = self.parameterAsFile(parameters, "JOB", context) or run.job()
        words = {"name": "new", "fails": self.parameterAsString(parameters, "FAILS", context)}
        for name in ("ATTRIBUTE", "WITHIN"):
            if self.parameterAsString(parameters, name, context):
                words[name.lower()] = self.parameterAsString(parameters, name, context)
        words.setdefault("attribute", run.manifest["attributes"][0]["name"])
        if parameters.get("MINIMUM") is not None:
            words["minimum"] = self.parameterAsDouble(parameters, "MINIMUM", context)
        table = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in words.items())
        folder = QgsProcessingUtils.generateTempFilename("run")
        call(
            ["run", job, "--from", run.folder, "-o", folder, "--progress", "json", "--set", f"zones=[{{ {table} }}]",
             "--set", 'output.formats=["gpkg"]'],
            feedback,
        )
        return FinishedRun(folder)
