// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/static_files.h"

#include <doctest/doctest.h>

#include "sync/city/site/first_view.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::site {

namespace {

struct App {
    storage::TestFolder folder;
    StaticFiles files{folder.path()};

    App() {
        std::filesystem::create_directories(folder.file("assets"));
        write("index.html", "<html lang=\"de\">");
        write("sw.js", "worker");
        write("assets/app-1a2b.js", "plain");
        write("assets/app-1a2b.js.br", "brotli");
        write("assets/app-1a2b.js.gz", "gzip");
        write("assets/core.wasm", "wasm");
        std::filesystem::create_symlink("/etc/passwd", folder.file("assets/link.txt"));
    }
    void write(const std::string& name, const std::string& text) {
        std::ofstream{folder.file(name), std::ios::binary} << text;
    }
    std::optional<http::Response> get(const std::string& path, const std::string& codings = "",
                                      const std::string& etag = "") {
        http::Request request;
        request.method = "GET";
        request.path = path;
        if (!codings.empty()) request.headers.push_back({"accept-encoding", codings});
        if (!etag.empty()) request.headers.push_back({"if-none-match", etag});
        return files.find(request);
    }
};

std::string body_of(const http::Response& response) {
    if (const auto* shared = std::get_if<http::SharedBytes>(&response.body)) return **shared;
    return std::get<std::string>(response.body);
}

}  // namespace

TEST_CASE("packed files go to those who take them, the plain one to the rest") {
    App app;
    const auto packed = app.get("/assets/app-1a2b.js", "gzip, br");
    REQUIRE(packed);
    CHECK(body_of(*packed) == "brotli");
    CHECK(packed->header("content-encoding") == "br");
    CHECK(packed->header("vary") == "Accept-Encoding");
    CHECK(body_of(*app.get("/assets/app-1a2b.js", "gzip")) == "gzip");
    CHECK(body_of(*app.get("/assets/app-1a2b.js")) == "plain");
    CHECK(app.get("/assets/app-1a2b.js")->header("content-encoding").empty());
    CHECK(app.get("/assets/app-1a2b.js", "br")->header("etag") !=
          app.get("/assets/app-1a2b.js")->header("etag"));
}

TEST_CASE("files named by their content are kept for ever, the others asked for again") {
    App app;
    CHECK(app.get("/assets/core.wasm")->header("cache-control") ==
          "public, max-age=31536000, immutable");
    CHECK(app.get("/assets/core.wasm")->header("content-type") == "application/wasm");
    CHECK(app.get("/sw.js")->header("cache-control") == "no-cache");
    const auto first = app.get("/sw.js");
    const auto again = app.get("/sw.js", "", std::string{first->header("etag")});
    CHECK(again->status == 304);
    CHECK(body_of(*again).empty());
}

TEST_CASE("only what lies in the folder can be had") {
    App app;
    for (const char* path : {"/etc/passwd", "/../passwd", "/assets", "/assets/", "/assets/link.txt",
                             "/assets/app-1a2b.js.br", "//sw.js", "/nothing.js"})
        CHECK_MESSAGE(!app.get(path), path);
}

TEST_CASE("the page holds the first view, and nothing in it can end the script") {
    const std::string page = filled_page(
        "<!doctype html><html lang=\"de\" dir=\"ltr\"><script type=\"application/json\" "
        "id=\"first-view\">"
        "</script></html>",
        "{\"title\":\"</script><script>alert(1)\"}", "en");
    CHECK(page.find("<html lang=\"en\" dir=\"ltr\">") != std::string::npos);
    CHECK(page.find("\\u003c/script>\\u003cscript>alert(1)") != std::string::npos);
    CHECK(page.find("alert(1)\"}</script>") != std::string::npos);
    CHECK(filled_page("<p>no place for it</p>", "{}", "en") == "<p>no place for it</p>");
}

TEST_CASE("a page's policy names the scripts and styles within it, and no others") {
    App app;
    app.write("index.html",
              "<html lang=\"de\" dir=\"ltr\"><script>look()</script><style>p{}</style>"
              "<script type=\"application/json\" id=\"first-view\"></script>"
              "<script type=\"module\">begin()</script>");
    const auto policy = [&](const char* path) {
        return std::string{app.get(path)->header("content-security-policy")};
    };
    // printf 'look()' | openssl dgst -sha256 -binary | base64, and so on.
    CHECK(policy("/index.html")
              .find("script-src 'self' 'wasm-unsafe-eval' "
                    "'sha256-9aoYu6AhR1u6WyoZ4nqQeCAR2uacraS+m/WWfdfKUrk=' "
                    "'sha256-15S4FGE7rP6kq/PzA1uIhN3+8zfaO6/TnJp4fMWo7lE=';") != std::string::npos);
    CHECK(policy("/index.html")
              .find("style-src 'self' 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y=';") !=
          std::string::npos);
    CHECK(policy("/index.html").find("unsafe-inline") == std::string::npos);
    CHECK(policy("/assets/app-1a2b.js").empty());
    CHECK(app.files.page("/index.html")->content_security == policy("/index.html"));
}

TEST_CASE("an Arabic page runs right to left before any script has run") {
    const std::string page = "<html lang=\"de\" dir=\"ltr\"><p>";
    CHECK(filled_page(page, "{}", "ar") == "<html lang=\"ar\" dir=\"rtl\"><p>");
    CHECK(filled_page(page, "{}", "uk") == "<html lang=\"uk\" dir=\"ltr\"><p>");
}

TEST_CASE("deep links are views of the app, files are not") {
    http::Request request;
    request.headers = {{"accept", "text/html,*/*;q=0.8"}};
    for (const char* path : {"/", "/ideen", "/ideen/0123456789abcdef", "/station/1"}) {
        request.path = path;
        CHECK_MESSAGE(FirstView::is_view(request), path);
    }
    for (const char* path : {"/assets/x", "/favicon.ico", "/robots.txt"}) {
        request.path = path;
        CHECK_MESSAGE(!FirstView::is_view(request), path);
    }
    request.path = "/ideen";
    request.headers = {{"accept", "image/avif"}};
    CHECK(!FirstView::is_view(request));
}

}  // namespace qp::city::site
