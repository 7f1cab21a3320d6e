// Any bytes as a CSV file: record by record, and as a table of typed columns.
#include <cpl_vsi.h>

#include "fuzz/support.hpp"
#include "read/files/gdal_init.hpp"
#include "read/table/csv_table.hpp"
#include "read/table/table_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace covmap;
    static const fuzz::InputFile file("input.csv");
    const std::string& path = file.write(fuzz::text_of(data, size));
    fuzz::refused_or_read([&] {
        read::init_gdal();
        read::CsvStream csv(path, path);
        std::size_t bytes = 0;
        while (csv.next())
            for (std::size_t i = 0; i < csv.fields(); ++i) bytes += csv.field(i).size();
        if (bytes > size) std::abort();
    });
    return fuzz::refused_or_read([&] {
        read::TableReader table(path);
        while (table.next())
            for (std::size_t i = 0; i < table.columns().size(); ++i) (void)table.text(i);
    });
}
