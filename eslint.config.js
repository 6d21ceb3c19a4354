import tseslint from "typescript-eslint";
import prettier from "eslint-config-prettier";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/", "test/**/expected/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Methods of Godot objects are bound, as in GDScript: passing `object.method` on is how signals are connected.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Godot's names decide what is emitted; a reserved word may be one of them.
      "@typescript-eslint/no-namespace": ["error", { allowDeclarations: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      // A method may have to take what it has no use for.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: "error",
    },
  },
  {
    // A type-only namespace is how a class name carries the names of its enums.
    files: ["generated/**"],
    rules: {
      "@typescript-eslint/no-namespace": "off",
      "@typescript-eslint/no-redeclare": "off",
      "@typescript-eslint/unified-signatures": "off",
      // The compiler counts an import that only a {@link} uses, the linter does not.
      "@typescript-eslint/no-unused-vars": "off",
    },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
