// Words and numbers of a comparison, shared by its renderers.
#pragma once

#include <cstddef>
#include <string>

#include "model/comparison.hpp"

namespace covmap::cli {

/// As published: shares with two decimals, quantities with zeros cut, «null», texts as they are.
std::string value_a(const model::FigureChange& figure);
std::string value_b(const model::FigureChange& figure);
/// «+12.5», «-0.30»; empty for texts and nulls.
std::string difference(const model::FigureChange& figure);
/// Quanta of 10^-6: «120.5».
std::string people_text(std::int64_t quanta);
/// How many of `count` a limit leaves; a limit of 0 is none.
std::size_t shown(std::size_t count, std::size_t limit);
/// «grown».
std::string fate_word(model::ZoneFate fate);
/// People of a side.
std::int64_t people_of(const std::vector<model::ZoneSide>& sides);
/// «Figeac 1 (120.5)» joined by « + », the ids of zones without name, at most three; the people only where they are told.
std::string sides_text(const std::vector<model::ZoneSide>& sides, bool people_told);
/// «people 0.5, pct 0.05, area_km2 0.01».
std::string tolerance_text(const model::Tolerance& tolerance);
/// «12 of 42 changed, 3 lost coverage, 1 only in A, 1 only in B, 2 columns only in B».
std::string unit_summary(const model::UnitComparison& unit);
/// «12 -> 13, 1200.5 -> 1350 population, 10 kept, 1 split», or why they were not compared.
std::string zones_summary(const model::ZoneComparison& zones, bool people_told);
/// The last word: «equal within tolerance», «different», «no coverage lost», «coverage was lost».
std::string verdict(const model::Comparison& comparison);
/// Whether the unit is why the runs differ.
bool fails(const model::Comparison& comparison, const model::UnitComparison& unit);
bool fails(const model::Comparison& comparison, const model::ZoneComparison& zones);

}  // namespace covmap::cli
