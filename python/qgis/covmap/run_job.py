"""covmap run: a job to a folder and its layers."""

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from .base import CovmapAlgorithm, job_file, settings_of
from .finished_run import GEOPACKAGE, FinishedRun
from .program import call


class StyleOfFile(QgsProcessingLayerPostProcessorInterface):
    """Gives a layer the style that its GeoPackage holds for it, which Processing leaves out."""

    def postProcessLayer(self, layer, context, feedback):
        layer.loadDefaultStyle()
        layer.triggerRepaint()


STYLE_OF_FILE = StyleOfFile()  # a context does not own what it calls


class RunJob(CovmapAlgorithm):
    NAME = "run"
    TITLE = "Run a job"
    HELP = (
        "Answers a covmap job: who is covered, by which operators, how well. The folder of the run appears whole or not at all. "
        "The territories and the zones are opened in their style. «Changes» takes lines KEY=VALUE, such as "
        "output.crs=\"EPSG:2154\" or zones[0].minimum=50. With an earlier run the inputs are not read again."
    )

    def initAlgorithm(self, configuration=None):
        self.addParameter(job_file())
        self.addParameter(QgsProcessingParameterString("SET", "Changes, a line KEY=VALUE each", multiLine=True, optional=True))
        self.addParameter(
            QgsProcessingParameterFile("FROM", "Answer from an earlier run", QgsProcessingParameterFile.Behavior.Folder, optional=True)
        )
        self.addParameter(QgsProcessingParameterBoolean("OVERWRITE", "Replace an earlier run in the folder", False))
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", "Folder of the run"))
        self.addOutput(QgsProcessingOutputVectorLayer("TERRITORIES", "Territories"))

    def processAlgorithm(self, parameters, context, feedback):
        folder = self.parameterAsString(parameters, "OUTPUT", context)
        words = ["run", self.parameterAsFile(parameters, "JOB", context), "-o", folder, "--progress", "json"]
        words += settings_of(self.parameterAsString(parameters, "SET", context))
        earlier = self.parameterAsFile(parameters, "FROM", context)
        if earlier:
            words += ["--from", earlier]
        if self.parameterAsBoolean(parameters, "OVERWRITE", context):
            words.append("--overwrite")
        tell(call(words, feedback).stdout, feedback)
        run = FinishedRun(folder)
        results = {"OUTPUT": folder}
        if GEOPACKAGE in run.manifest["files"]:
            results["TERRITORIES"] = run.layer(run.unit)
            self.open_layers(run, context)
        else:
            feedback.pushWarning(f'No layer is opened: the job\'s output.formats do not hold "gpkg", so there is no {GEOPACKAGE}')
        return results

    @staticmethod
    def open_layers(run, context):
        """In a project: the zones above the territories, each in its style."""
        if context.project() is None:
            return
        for name in (run.unit, *(f"zones_{zones}" for zones in run.zones)):
            output = "TERRITORIES" if name == run.unit else ""
            details = QgsProcessingContext.LayerDetails(name, context.project(), output)
            details.setPostProcessor(STYLE_OF_FILE)
            context.addLayerToLoadOnCompletion(run.layer(name), details)


def tell(summary, feedback):
    """The summary of a run, its warnings as such."""
    for line in summary.splitlines():
        (feedback.pushWarning if line.startswith("warning: ") else feedback.pushInfo)(line)
