#include "file/reader.hpp"
