// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/csv.h"

#include <doctest/doctest.h>

#include "sync/city/ingest/table.h"

namespace qp::city::ingest {

TEST_CASE("a table may use ; or , or tabs, quotes, line breaks within them and a byte-order mark") {
    const auto csv = parse_csv(
        "\xEF\xBB\xBF"
        "a;b\r\n\"x;\"\"y\"\"\";\"two\nlines\"\r\n\r\n#note\r\n1;2");
    REQUIRE(csv);
    CHECK(csv->header.fields == std::vector<std::string>{"a", "b"});
    REQUIRE(csv->rows.size() == 2);
    CHECK(csv->rows[0].fields == std::vector<std::string>{"x;\"y\"", "two\nlines"});
    CHECK(csv->rows[0].line == 2);
    CHECK(csv->rows[1].line == 6);
    CHECK(parse_csv("a,b\n1,2")->rows[0].fields.size() == 2);
    CHECK(parse_csv("a\tb\n1\t2")->rows[0].fields.size() == 2);
    CHECK(parse_csv("#path\na,b\n1,2")->rows[0].line == 3);
}

TEST_CASE("Windows-1252 is read as what was meant") {
    const auto csv = parse_csv("name;preis\nB\xE4nke;5 \x80\n");
    REQUIRE(csv);
    CHECK(csv->rows[0].fields[0] == "B\u00E4nke");
    CHECK(csv->rows[0].fields[1] == "5 \u20AC");
}

TEST_CASE("what is no table is said to be none") {
    CHECK(!parse_csv(""));
    CHECK(!parse_csv("\n\n"));
    CHECK(parse_csv("<!doctype html><html>").error().detail.find("HTML") != std::string::npos);
    CHECK(!parse_csv("a;b\n\"never closed;1\n"));
}

TEST_CASE("numbers have a point or a comma") {
    CHECK(number_in("3,5") == 3.5);
    CHECK(number_in(" -0.25 ") == -0.25);
    CHECK(number_in("1e3") == 1000);
    for (const char* none : {"", "-", "abc", "1.2.3", "1 000", "nan", "inf", "12 km"})
        CHECK(!number_in(none));
}

TEST_CASE("a broken row is named with its line, an unknown column too, and the rest goes in") {
    Report report;
    const auto table = Table::parse("key;zahl;fremd\na;1;x\nb;viel;x\nc;3\nd;4;x\n;5;x\n",
                                    "probe.csv", {"key"}, {"zahl"}, report);
    REQUIRE(table);
    std::vector<std::string> read;
    table->each(report, [&](Row& row) {
        const std::string key = row.required("key");
        row.integer("zahl", 0, 10);
        if (!row.is_faulty()) read.push_back(key);
    });
    CHECK(read == std::vector<std::string>{"a", "d"});
    CHECK(report.read == 2);
    REQUIRE(report.fault_count == 4);
    CHECK(report.faults[0] == "probe.csv:1: unknown column 'fremd', left out");
    CHECK(report.faults[1] == "probe.csv:3: zahl: no whole number from 0 to 10");
    CHECK(report.faults[2] == "probe.csv:4: 2 fields instead of 3");
    CHECK(report.faults[3] == "probe.csv:6: key: is empty");
    CHECK(Table::parse("zahl\n1\n", "probe.csv", {"key"}, {"zahl"}, report).error().detail ==
          "probe.csv:1: column 'key' is missing");
}

}  // namespace qp::city::ingest
