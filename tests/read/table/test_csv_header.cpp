#include <catch2/catch.hpp>

#include "read/table/table_reader.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;
using read::TableReader;

namespace {

using Names = std::vector<std::string>;

// Its columns, and the line of its first record.
std::pair<Names, std::string> head_of(const TempFolder& folder, const std::string& content) {
    TableReader table(folder.file("a.csv", content));
    const bool any = table.next();
    return {table.columns(), any ? table.record() : ""};
}

}  // namespace

TEST_CASE("a first line «sep=;» is no header") {
    const TempFolder folder;
    CHECK(head_of(folder, "sep=;\na,x;b\n1;2,5\n") == std::pair(Names{"a,x", "b"}, std::string("3")));
    CHECK(head_of(folder, "\xEF\xBB\xBF\"sep=|\"\r\na;x|b\r\n1|2\r\n") == std::pair(Names{"a;x", "b"}, std::string("3")));
}

TEST_CASE("the header is found below lines of titles, with its own separator") {
    const TempFolder folder;
    const std::pair want(Names{"code", "nom", "pop"}, std::string("5"));
    CHECK(head_of(folder, "Population, legal, 2020\nINSEE\n\ncode;nom;pop\n01001;A;12\n01002;B;13\n01003;C;14\n") == want);
    CHECK(head_of(folder, "Population;;\nINSEE;;\n;;\ncode;nom;pop\n01001;A;12\n01002;B;13\n01003;C;14\n") == want);
    CHECK(head_of(folder, "Population\nINSEE\n\ncode;nom;2019;2020;2021\n01001;A;1;2;3\n01002;B;4;5;6\n01003;C;7;8;9\n").first ==
          Names{"code", "nom", "2019", "2020", "2021"});
    CHECK(head_of(folder, "Title\r\n\r\n\r\ncode,nom,pop\r\n01001,A,12\r\n01002,B,13\r\n") == want);
}

TEST_CASE("a header in the first line stays the header, whatever follows") {
    const TempFolder folder;
    CHECK(head_of(folder, "a,b\n1\n1,2,3\n1,2\n").first == Names{"a", "b"});
    CHECK(head_of(folder, "a\nx\ny\nz\n").first == Names{"a"});
    CHECK(head_of(folder, "name\n1,2\n3,4\n5,6\n").first == Names{"name"});
    CHECK(head_of(folder, "code,nom\n1,\"a, b, c, d\"\n2,\"e, f, g, h\"\n").first == Names{"code", "nom"});
    CHECK(head_of(folder, "id;adresse\nx;rue A, 1, Ici\ny;rue B, 2, La\nz;rue C, 3, La\n").first == Names{"id", "adresse"});
    CHECK(head_of(folder, ",nom\nx,A\ny,B\nz,C\n").first == Names{"column_1", "nom"});
    CHECK(head_of(folder, "code;valeur\nx;1,5\ny;2,5\nz;3,5\n").first == Names{"code", "valeur"});
    CHECK(head_of(folder, "\"a\nb\",c,d\n1,2,3\n4,5,6\n").first == Names{"a\nb", "c", "d"});
}
