#!/bin/bash
# A run in 64 parts on Slurm, by hand: a task of the array, here called slurm.sh. The command submit writes such scripts itself.
#   plan=$(sbatch --parsable --job-name=plan --wrap "covmap plan job.toml --parts 64 -o parts")
#   part=$(sbatch --parsable --dependency=afterok:"$plan" slurm.sh job.toml parts)
#   sbatch --dependency=afterok:"$part" --wrap "covmap merge parts -o out"
#SBATCH --array=1-64
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=1:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
set -u
covmap run "$1" --part auto -o "$2" --threads "${SLURM_CPUS_ON_NODE:-1}" --progress plain
code=$?
# 75: the same may work later.
if [ "$code" -eq 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
  scontrol requeue Incomplete "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && sleep 600 # Slurm ends this script meanwhile
fi
exit "$code"
