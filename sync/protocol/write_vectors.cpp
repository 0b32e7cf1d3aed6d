// SPDX-License-Identifier: EUPL-1.2
// write-protocol-vectors DIRECTORY: writes the test vectors anew. Only a change of the format,
// which is a new suite or version, may change them.
#include <cstdio>
#include <fstream>

#include "sync/protocol/vectors.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: write-protocol-vectors DIRECTORY\n");
        return 2;
    }
    for (const auto& [name, vectors] : qp::protocol::make_vectors()) {
        const std::string path = std::string{argv[1]} + "/" + name;
        std::ofstream file{path, std::ios::binary};
        file << qp::protocol::spelt(vectors);
        if (!file.flush()) {
            std::fprintf(stderr, "cannot write %s\n", path.c_str());
            return 1;
        }
        std::printf("%s\n", path.c_str());
    }
    return 0;
}
