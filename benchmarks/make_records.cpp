// make_records OUT_DIR [--buildings N] [--departements N] [--by-operator]
//
// Buildings and offers in the shape of Arcep's «Ma connexion internet»: base_imb_<dep>.csv and actuel_<dep>.csv, 280,000
// buildings and about 16 records each a departement, ten departements. Always the same bytes. --by-operator: all records of one
// operator and technology, then those of the next; otherwise those of one building stand together.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "country.hpp"

namespace {

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

struct Offer {
    const char* operator_code;
    const char* technology;
    double share;                       ///< of the buildings that have it
    std::vector<const char*> down, up;  ///< classes, each as likely
};

const std::vector<Offer>& offers() {
    static const std::vector<Offer> all = [] {
        std::vector<Offer> made;
        for (const char* who : {"FRTE", "SFRA", "BOUY", "FREE"}) {
            made.push_back({who, "FO", 0.85, {"THD1G"}, {"THD1G", "THD100"}});
            made.push_back({who, "CU", 0.95, {"INEL", "HD05", "HD3", "BHD8", "THD30"}, {"INEL", "HD05", "HD3"}});
            made.push_back({who, "4GF", 0.9, {"BHD8", "THD30"}, {"HD3"}});
        }
        made.push_back({"SFRA", "COAX", 0.2, {"THD100", "THD1G"}, {"BHD8", "THD30"}});
        for (const char* who : {"SKYD", "NORD", "STAR", "OUTR"}) made.push_back({who, "SAT", 1, {"THD30", "THD100"}, {"HD3"}});
        return made;
    }();
    return all;
}

File open(const std::string& path) {
    File file(std::fopen(path.c_str(), "wb"));
    if (!file) {
        std::perror(path.c_str());
        std::exit(1);
    }
    return file;
}

void write_buildings(const std::string& path, int departement, int buildings) {
    const File file = open(path);
    std::fputs(
        "imb_id;imb_x;imb_y;imb_code;imb_code_insee;imb_nbr_logloc;imb_source;imb_type;addr_code;imb_num;addr_numero;addr_rep;"
        "addr_nom_voie;addr_nom_ld;addr_code_insee;"
        "addr_nom_commune;addr_id_fantoir;addr_source\n",
        file.get());
    for (int b = 0; b < buildings; ++b) {
        const auto seed = static_cast<std::uint64_t>(departement), i = static_cast<std::uint64_t>(b);
        const double x = 100000 + 90000 * (departement % 4) + 80000 * bench::unit(seed, i, 1),
                     y = 5600000 + 90000 * (departement / 4) + 80000 * bench::unit(seed, i, 2);
        const int dwellings = bench::unit(seed, i, 3) < 0.8 ? 1 : 2 + static_cast<int>(20 * bench::unit(seed, i, 4));
        std::fprintf(file.get(),
                     "IMB/%02d%03d/C/%07d;%.2f;%.2f;;%02d%03d;%d;fo;PA;%02d%03d_%04d_%05d;;%d;;Rue de l'Eglise;;%02d%03d;Commune "
                     "%03d;%04d;ban\n",
                     departement, b % 300, b, x, y, departement, b % 300, dwellings, departement, b % 300, b % 2000, b % 90,
                     b % 90, departement, b % 300, b % 300, b % 2000);
    }
}

long write_offers(const std::string& path, int departement, int buildings, bool by_operator) {
    const File file = open(path);
    std::fputs(
        "imb_id;addr_code;imb_code;code_operateur;code_techno;classe_debit_montant;classe_debit_descendant;limitation;"
        "saturation\n",
        file.get());
    long records = 0;
    const auto write = [&](int b, std::size_t o) {
        const Offer& offer = offers()[o];
        const auto seed = static_cast<std::uint64_t>(departement), i = static_cast<std::uint64_t>(b);
        // Speeds are the line's, whoever sells it; who sells is a matter of the commune, with a few buildings left out.
        const bool copper = std::strcmp(offer.technology, "CU") == 0, fixed_4g = std::strcmp(offer.technology, "4GF") == 0;
        const std::uint64_t commune = i % 300;
        const double there = bench::unit(seed, commune, 100 + o) + 0.02 * (bench::unit(seed, i, 100 + o) - 0.5);
        if (there >= offer.share) return;
        const auto pick = [&](const std::vector<const char*>& classes, std::uint64_t which) {
            return classes[bench::mix(seed, copper ? i : commune, which) % classes.size()];
        };
        const bool saturated = fixed_4g && bench::unit(seed, commune, 300 + o) < 0.1;
        std::fprintf(file.get(), "IMB/%02d%03d/C/%07d;%02d%03d_%04d_%05d;;%s;%s;%s;%s;%s;%s\n", departement, b % 300, b,
                     departement, b % 300, b % 2000, b % 90, offer.operator_code, offer.technology,
                     pick(offer.up, copper ? 500 : 510 + o), pick(offer.down, copper ? 600 : 610 + o), fixed_4g ? "200" : "",
                     fixed_4g ? (saturated ? "true" : "false") : "");
        ++records;
    };
    if (by_operator) {
        for (std::size_t o = 0; o < offers().size(); ++o)
            for (int b = 0; b < buildings; ++b) write(b, o);
    } else {
        for (int b = 0; b < buildings; ++b)
            for (std::size_t o = 0; o < offers().size(); ++o) write(b, o);
    }
    return records;
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder;
    int buildings = 280000, departements = 10;
    bool by_operator = false;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--buildings" && i + 1 < argc)
            buildings = std::atoi(argv[++i]);
        else if (argument == "--departements" && i + 1 < argc)
            departements = std::atoi(argv[++i]);
        else if (argument == "--by-operator")
            by_operator = true;
        else
            folder = argument;
    }
    if (folder.empty() || buildings < 1 || departements < 1 || departements > 20) {
        std::fputs("make_records OUT_DIR [--buildings N] [--departements N, at most 20] [--by-operator]\n", stderr);
        return 2;
    }
    std::filesystem::create_directories(folder);
    long records = 0;
    for (int d = 1; d <= departements; ++d) {
        const std::string number = (d < 10 ? "0" : "") + std::to_string(d);
        write_buildings(folder + "/base_imb_" + number + ".csv", d, buildings);
        records += write_offers(folder + "/actuel_" + number + ".csv", d, buildings, by_operator);
    }
    const File counts = open(folder + "/counts.txt");
    std::fprintf(counts.get(), "%d departements, %ld buildings, %ld records\n", departements,
                 static_cast<long>(departements) * buildings, records);
    return 0;
}
