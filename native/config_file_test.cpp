// SPDX-License-Identifier: EUPL-1.2
#include "native/config_file.h"

#include <doctest/doctest.h>

using qp::native::ConfigFile;
using qp::native::ConfigSection;

namespace {

ConfigFile parsed(std::string_view text) {
    auto file = ConfigFile::parse(text, "/etc/qp/city.toml");
    REQUIRE(file);
    return std::move(*file);
}

}  // namespace

TEST_CASE("a value is read, and what is not given keeps its stated default") {
    ConfigFile file = parsed("name = \"Bielefeld\"\n[http]\nport = 8081\nslow = true\nrate = 2\n");
    CHECK(file.root().text("name", "") == "Bielefeld");
    ConfigSection http = file.root().section("http");
    CHECK(http.integer("port", 8080, 1, 65535) == 8081);
    CHECK(http.integer("threads", 2, 1, 64) == 2);
    CHECK(http.boolean("slow", false));
    CHECK(http.number("rate", 1.5, 0, 10) == 2.0);
    CHECK(http.texts("hosts", {"a"}) == std::vector<std::string>{"a"});
    CHECK(file.finish());
}

TEST_CASE("a wrong value is named with its line, its key, and what would be right") {
    ConfigFile file = parsed("\n[http]\nport = \"eighty\"\n");
    CHECK(file.root().section("http").integer("port", 8080, 1, 65535) == 8080);
    const auto status = file.finish();
    REQUIRE(!status);
    CHECK(status.error().code == qp::Code::bad_argument);
    CHECK(status.error().detail ==
          "/etc/qp/city.toml:3: http.port: must be a whole number from 1 to 65535, not \"eighty\"");
}

TEST_CASE("a number out of bounds is a wrong value") {
    ConfigFile file = parsed("port = 70000\nshare = nan");
    file.root().integer("port", 1, 1, 65535);
    file.root().number("share", 0, 0, 1);
    const auto status = file.finish();
    REQUIRE(!status);
    CHECK(status.error().detail.find(":1: port: must be") != std::string::npos);
    CHECK(status.error().detail.find(":2: share: must be") != std::string::npos);
}

TEST_CASE("an unknown key is named with its line and the word that was likely meant") {
    ConfigFile file = parsed("[kiosk]\nquarter = \"mitte\"\nqaurter = \"heepen\"\nxyz = 1\n");
    file.root().section("kiosk").text("quarter", "");
    const auto status = file.finish();
    REQUIRE(!status);
    CHECK(status.error().detail ==
          "/etc/qp/city.toml:3: kiosk.qaurter: unknown key\n"
          "/etc/qp/city.toml:4: kiosk.xyz: unknown key");
}

TEST_CASE("one letter too many still finds the word that was meant") {
    ConfigFile file = parsed("portt = 1\n");
    file.root().integer("port", 1, 1, 65535);
    CHECK(file.finish().error().detail ==
          "/etc/qp/city.toml:1: portt: unknown key (is port meant?)");
}

TEST_CASE("an unknown section is an unknown key") {
    ConfigFile file = parsed("a = 1\n[htpp]\nport = 1\n");
    file.root().integer("a", 0, 0, 9);
    const auto status = file.finish();
    REQUIRE(!status);
    CHECK(status.error().detail == "/etc/qp/city.toml:2: htpp: unknown key");
}

TEST_CASE("a list of sections is read one by one, its mistakes by line") {
    ConfigFile file = parsed("[[feed]]\nurl = \"a\"\n[[feed]]\nurl = 5\nname = \"b\"\n");
    auto feeds = file.root().sections("feed");
    REQUIRE(feeds.size() == 2);
    CHECK(feeds[0].required_text("url") == "a");
    CHECK(feeds[1].required_text("url").empty());
    const auto status = file.finish();
    REQUIRE(!status);
    CHECK(status.error().detail.find(":4: feed.url: must be text") != std::string::npos);
    CHECK(status.error().detail.find(":5: feed.name: unknown key") != std::string::npos);
}

TEST_CASE("what is needed and missing is said, also where the whole section is missing") {
    ConfigFile file = parsed("");
    file.root().section("city").required_text("url");
    CHECK(file.finish().error().detail == "/etc/qp/city.toml: city.url: is missing and needed");
}

TEST_CASE("relative paths count from the configuration file's folder") {
    ConfigFile file = parsed("data = \"../data\"\nlog = \"/var/log/x\"\n");
    CHECK(file.root().path("data", "") == "/etc/data");
    CHECK(file.root().path("log", "") == "/var/log/x");
    CHECK(file.root().path("other", "d.db") == "/etc/qp/d.db");
}

TEST_CASE("a file that is no TOML is refused with the line") {
    const auto file = ConfigFile::parse("a = 1\nb = = 2\n", "kiosk.toml");
    REQUIRE(!file);
    CHECK(file.error().code == qp::Code::malformed);
    CHECK(file.error().detail.rfind("kiosk.toml:2: ", 0) == 0);
}

TEST_CASE("a control character is refused with its line and does not stop the program") {
    using namespace std::string_view_literals;
    for (const auto text :
         {"a = 1\n[\0\0city]\nname = 1"sv, "a = 1\n\0A\"x"sv, "a = 1\nb = \"\x7f\""sv}) {
        const auto file = ConfigFile::parse(text, "city.toml");
        REQUIRE(!file);
        CHECK(file.error().code == qp::Code::malformed);
        CHECK(file.error().detail == "city.toml:2: a control character");
    }
}

TEST_CASE("a program's own rule is named like every other mistake") {
    ConfigFile file = parsed("\nkey = \"zz\"\n");
    file.root().text("key", "");
    file.root().fault("key", "must be 32 hex digits");
    CHECK(file.finish().error().detail == "/etc/qp/city.toml:2: key: must be 32 hex digits");
}

TEST_CASE("one word of a few is taken, any other is answered with the list") {
    ConfigFile file = parsed("a = \"x\"\nb = \"z\"\n");
    CHECK(file.root().choice("a", "y", {"x", "y"}) == "x");
    CHECK(file.root().choice("b", "y", {"x", "y"}) == "y");
    CHECK(file.finish().error().detail.find("one of \"x\", \"y\", not \"z\"") != std::string::npos);
}
