/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A validator of OAuth tokens for tests (manual: "OAuth Validator Modules"): "t0ken-of-NAME" is
 * NAME's, any other is nobody's.
 *
 * The servers of the tests come without their headers, so what is declared here is what the manual
 * of PostgreSQL 18 says, and nothing else. A server refuses a module whose magic block is not its
 * own; the block is therefore taken from a module that came with the server.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct ValidatorModuleState ValidatorModuleState;

typedef struct ValidatorModuleResult
{
	bool		authorized;
	char	   *authn_id;
} ValidatorModuleResult;

typedef struct OAuthValidatorCallbacks
{
	uint32_t	magic;
	void		(*startup_cb) (ValidatorModuleState *state);
	void		(*shutdown_cb) (ValidatorModuleState *state);
	bool		(*validate_cb) (const ValidatorModuleState *state, const char *token,
								const char *role, ValidatorModuleResult *result);
} OAuthValidatorCallbacks;

/* The server's. */
extern char *pstrdup(const char *in);
extern char pkglib_path[];

static bool
validate(const ValidatorModuleState *state, const char *token, const char *role,
		 ValidatorModuleResult *result)
{
	static const char prefix[] = "t0ken-of-";
	size_t		length = sizeof(prefix) - 1;

	(void) state;
	(void) role;
	if (strncmp(token, prefix, length) == 0)
	{
		result->authorized = true;
		result->authn_id = pstrdup(token + length);
	}
	return true;
}

static const OAuthValidatorCallbacks callbacks = {
	0x20250220,					/* PG_OAUTH_VALIDATOR_MAGIC */
	NULL, NULL, validate
};

const OAuthValidatorCallbacks *
_PG_oauth_validator_module_init(void)
{
	return &callbacks;
}

#ifdef __APPLE__
#define SUFFIX ".dylib"
#else
#define SUFFIX ".so"
#endif

const void *
Pg_magic_func(void)
{
	char		path[2048];
	void	   *other;
	const void *(*magic) (void);

	snprintf(path, sizeof(path), "%s/lo%s", pkglib_path, SUFFIX);
	other = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	magic = other == NULL ? NULL : (const void *(*) (void)) dlsym(other, "Pg_magic_func");
	return magic == NULL ? NULL : magic();
}
