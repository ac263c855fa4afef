/// The commit that was built. `Scripts/stamp` writes the rest of it before each build.
package enum BuildStamp {}
