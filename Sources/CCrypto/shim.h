// SHA-256 of OpenSSL, which uses the processor's SHA instructions.
#ifndef PEDLAB_CCRYPTO_SHIM_H
#define PEDLAB_CCRYPTO_SHIM_H

#include <openssl/sha.h>

#endif
